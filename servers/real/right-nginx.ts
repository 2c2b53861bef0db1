import type { Server } from '../../harness/model/server.ts';
import { nginxBefore } from './nginx-before.ts';
import { ordersUnderApi } from './orders-under-api.ts';

/** The allow-list. A header whose value is empty is not sent: who is not listed gets Vary, and no more. */
const HTTP = `
  map $http_origin $allowed_origin {
    default                  "";
    "https://shop.com"       $http_origin;
    "https://admin.shop.com" $http_origin;
  }
  map $allowed_origin $allowed_credentials {
    default "true";
    ""      "";
  }`;

const PERMISSION = `
        add_header Vary Origin always;
        add_header Access-Control-Allow-Origin $allowed_origin always;
        add_header Access-Control-Allow-Credentials $allowed_credentials always;`;

/** A level with an add_header of its own inherits none, and an `if` is a level: https://nginx.org/r/add_header */
const PREFLIGHT = `
      if ($request_method = OPTIONS) {${PERMISSION}
        add_header Access-Control-Allow-Methods 'GET, POST, PUT, DELETE' always;
        add_header Access-Control-Allow-Headers 'Authorization, Content-Type' always;
        add_header Access-Control-Max-Age 600 always;
        return 204;
      }`;

/** nginx appends: what the server behind says would stand beside it, and two values are as good as none. */
const HIDDEN = `
      proxy_hide_header Access-Control-Allow-Origin;
      proxy_hide_header Access-Control-Allow-Credentials;
      proxy_hide_header Vary;`;

/** A header that is set to nothing is not handed on: https://nginx.org/r/proxy_set_header */
const WITHOUT_ORIGIN = `
      proxy_set_header Origin "";`;

/** Where the policy is, and what the server behind hears. */
export interface RightNginxOptions {
  /** Everything below is covered; `/api` if not said. */
  readonly location?: string;
  /** nginx hands Origin on unless it is told not to. */
  readonly originIsHandedOn?: boolean;
}

/**
 * The real nginx as it should be configured: an allow-list by `map`, everything said again for OPTIONS, and nothing of
 * the server behind let through beside it.
 * @param behind an order API (under /api) that knows nothing of CORS if not said
 * @returns the server, once it takes connections
 * @throws as {@link nginxBefore}
 */
export function rightNginx(
  behind: Server = ordersUnderApi(),
  { location = '/api', originIsHandedOn = true }: RightNginxOptions = {},
): Promise<Server> {
  return nginxBefore(behind, ({ host }) => ({
    http: HTTP,
    server: `location ${location} {${PERMISSION}${PREFLIGHT}${HIDDEN}${originIsHandedOn ? '' : WITHOUT_ORIGIN}
      proxy_pass http://${host};
    }`,
  }));
}
