import type { HttpRoute } from './http-rules.ts';
import { bestPattern, isGreedy } from './path-patterns.ts';

const DEFAULT_ROUTE = '$default';

/**
 * The route for a request: one for its method and its whole path, then one with a greedy parameter, then `$default`. A
 * route for the very method wins over ANY.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 * @param path without query
 */
export function routeFor(
  routes: Readonly<Record<string, HttpRoute>>,
  method: string,
  path: string,
): HttpRoute | undefined {
  const keys = Object.keys(routes).filter((key) => key !== DEFAULT_ROUTE);
  const wholes = keys.filter((key) => !isGreedy(key));
  const greedies = keys.filter(isGreedy);
  for (const group of [wholes, greedies]) {
    const key = bestKey(group, method, path);
    if (key !== undefined) return routes[key];
  }
  return routes[DEFAULT_ROUTE];
}

function bestKey(keys: readonly string[], method: string, path: string): string | undefined {
  const candidates = [method, 'ANY'].flatMap((verb) => {
    const patterns = keys.flatMap((key) => (key.startsWith(`${verb} `) ? [key.slice(verb.length + 1)] : []));
    const pattern = bestPattern(patterns, path);
    return pattern === undefined ? [] : [`${verb} ${pattern}`];
  });
  return candidates[0];
}
