import type { Server } from '../../harness/model/server.ts';
import type { Suggestion } from '../lookout.ts';
import type { System } from '../system.ts';

const KITCHEN = 'https://desserts-api.restaurant.com';
const SITES = ['https://restaurant.com', 'https://m.restaurant.com', 'https://admin.restaurant.com'];
const BANK = 'https://mybank.com';
const API = 'https://api.shop.com';

const WITH_COOKIES = { credentials: 'include' } as const;
const A_POST = { method: 'POST', body: 'sku=a' } as const;

const ofKitchen: readonly Suggestion[] = [
  { label: 'read the orders', url: `${KITCHEN}/orders` },
  { label: 'the same with a forged Origin', url: `${KITCHEN}/orders`, init: { headers: { Origin: SITES[0] ?? '' } } },
  { label: 'put something into the cart (a simple POST)', url: `${KITCHEN}/cart`, init: A_POST },
  { label: 'delete an order', url: `${KITCHEN}/orders/1`, init: { method: 'DELETE' } },
  { label: 'a report that fails (500)', url: `${KITCHEN}/report` },
];

const ofBank: readonly Suggestion[] = [
  { label: 'log in', url: `${BANK}/login`, init: { method: 'POST', ...WITH_COOKIES } },
  { label: 'read the account', url: `${BANK}/account`, init: WITH_COOKIES },
  { label: 'order something (a simple POST)', url: `${BANK}/cart`, init: { ...A_POST, ...WITH_COOKIES } },
  { label: 'delete an order', url: `${BANK}/orders/1`, init: { method: 'DELETE', ...WITH_COOKIES } },
];

const ofGateway: readonly Suggestion[] = [
  { label: 'order something, which works and looks as if it had not', url: `${API}/orders`, init: A_POST },
  { label: 'delete an order, the same', url: `${API}/orders/1`, init: { method: 'DELETE' } },
];

/** A company's API as `cross-examine serve` starts it: with an allow-list, with sessions, behind a gateway that fails. */
export const COMPANIES: Readonly<Record<string, System>> = {
  company: {
    what: "a company's API that lists three of its sites",
    pages: [...SITES, 'https://evil.com'],
    suggestions: ofKitchen,
    start: async () => ({ [KITCHEN]: await company({ cors: { sites: SITES, credentials: true } }) }),
  },
  bank: {
    what: "a bank with sessions by a SameSite=None cookie that lists www.mybank.com: what other pages do in a user's name",
    pages: ['https://www.mybank.com', 'https://forum.mybank.com', 'https://evil.com'],
    suggestions: ofBank,
    start: async () => ({
      [BANK]: await company({
        cors: { sites: ['https://www.mybank.com'], credentials: true },
        session: { authentication: 'required', cookie: { sameSite: 'None' } },
      }),
    }),
  },
  'failing-gateway': {
    what: 'a gateway that loses every answer after the work was done, and says 502 without CORS',
    pages: ['https://shop.com'],
    suggestions: ofGateway,
    start: async () => {
      const { failingGateway } = await import('../failing-gateway.ts');
      return { [API]: failingGateway(await company({ cors: { sites: ['https://shop.com'] } })) };
    },
  },
};

async function company(rules: Parameters<typeof import('../company-api.ts').companyApi>[0]): Promise<Server> {
  const { companyApi } = await import('../company-api.ts');
  return companyApi(rules);
}
