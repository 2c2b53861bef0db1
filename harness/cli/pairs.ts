import { InvalidArgumentError } from 'commander';

/** Collects an option of the form NAME=VALUE that may be repeated. @throws InvalidArgumentError when there is no `=` */
export function collectPairs(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [name = '', ...value] = text.split('=');
  if (name === '' || value.length === 0)
    throw new InvalidArgumentError('It is NAME=VALUE, as in Site=https://shop.com.');
  return { ...previous, [name]: value.join('=') };
}
