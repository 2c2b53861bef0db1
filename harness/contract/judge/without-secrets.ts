import type { Exchange } from '../../model/exchange.ts';
import type { HeaderPair } from '../../model/words.ts';

/** What stands for a secret where an exchange is shown. */
const HIDDEN = '•••';

/**
 * An exchange for other people's eyes: findings are printed, written down and kept by CI. Of cookies the names are left,
 * of credentials the scheme.
 */
export function withoutSecrets(exchange: Exchange): Exchange {
  const { requestHeaders, answer } = exchange;
  return {
    ...exchange,
    requestHeaders: requestHeaders.map(withoutSecret),
    answer: answer.kind === 'answered' ? { ...answer, headers: answer.headers.map(withoutSecret) } : answer,
  };
}

function withoutSecret([name, value]: HeaderPair): HeaderPair {
  switch (name.toLowerCase()) {
    case 'cookie':
      return [name, value.replaceAll(/=[^;]*/g, `=${HIDDEN}`)];
    case 'set-cookie':
      return [name, value.replace(/=[^;]*/, `=${HIDDEN}`)];
    case 'authorization':
      return [name, value.replace(/(?<=^\S+\s).*$|^\S+$/s, HIDDEN)];
    default:
      return [name, value];
  }
}
