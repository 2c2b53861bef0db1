import { InvalidArgumentError } from 'commander';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';

/** Reads names of engines, separated by commas, from a command line. @throws InvalidArgumentError where one is none */
export function engineNames(text: string): EngineName[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = names.filter((name) => !(ENGINE_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0) return names as EngineName[];
  throw new InvalidArgumentError(`No engine is called ${unknown.join(', ')}; there are ${ENGINE_NAMES.join(', ')}.`);
}
