import type { App, Server } from '../harness/model/server.ts';
import type { CompanyRules } from './company-api.ts';
import { companyApi } from './company-api.ts';

type CorsRules = NonNullable<CompanyRules['cors']>;

/** What the services of a company were all meant to say. */
const MEANT: CorsRules = { sites: ['https://shop.com', 'https://admin.shop.com'], credentials: true };

/** How single services have drifted away from it, as happens when each has a configuration of its own. */
export const DRIFTED: Readonly<Record<string, CorsRules>> = {
  'service-07': { ...MEANT, sites: ['https://shop.com'] },
  'service-13': { ...MEANT, credentials: false },
  'service-21': { ...MEANT, sites: ['https://www.shop.com', 'https://admin.shop.com'] },
  'service-34': { ...MEANT, middleware: 'after-routes' },
  'service-42': { ...MEANT, forgotten: ['/orders'] },
  'service-50': { sites: [] },
};

/**
 * Fifty services of one company, by name, each an order API with a CORS configuration of its own.
 * @param drifted what some of them say otherwise; nobody by default
 */
export function fleet(drifted: Readonly<Record<string, CorsRules>> = {}): Readonly<Record<string, Server>> {
  const names = Array.from({ length: 50 }, (_, index) => `service-${String(index + 1).padStart(2, '0')}`);
  return Object.fromEntries(names.map((name) => [name, companyApi({ cors: drifted[name] ?? MEANT })]));
}

/** Several services on one origin. */
export interface Dispatcher extends Server {
  /** The Origin of every request that came by, `undefined` for one without. */
  readonly origins: readonly (string | undefined)[];
}

/**
 * Services on one origin, each below a path of its name. They end together with it.
 * @param services by name
 */
export function byPath(services: Readonly<Record<string, Server>>): Dispatcher {
  const origins: (string | undefined)[] = [];
  const apps = new Map(Object.entries(services).map(([name, { source }]) => [name, appOf(name, source)]));
  const app: App = {
    ready: () => Promise.all([...apps.values()].map((each) => each.ready())),
    routing(request, response) {
      origins.push(request.headers.origin);
      const [, name = '', rest = '/'] = /^\/([^/?]+)(.*)$/.exec(request.url ?? '') ?? [];
      const service = apps.get(name);
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
      if (service) service.routing(request, response);
      else response.writeHead(404).end();
    },
  };
  return {
    name: 'services',
    version: '1',
    real: false,
    source: { kind: 'app', app },
    origins,
    close: async () => void (await Promise.all(Object.values(services).map((service) => service.close?.()))),
  };
}

function appOf(name: string, source: Server['source']): App {
  if (source.kind !== 'app') throw new Error(`${name} is no app: it cannot stand below a path`);
  return source.app;
}
