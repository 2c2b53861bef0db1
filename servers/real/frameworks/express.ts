import { type CorsConfig, layeredExpress } from '../layered-express.ts';
import type { CountedServer } from '../listening.ts';

/**
 * The real Express with the real `cors` before its routes, which are those of {@link layeredExpress}.
 * @param config what `cors` is told; nothing if not said: its defaults
 * @returns the server, once it listens on a free port of 127.0.0.1
 */
export function expressCors(config: CorsConfig = {}): Promise<CountedServer> {
  return layeredExpress(['cors', 'json', 'routes'], config);
}
