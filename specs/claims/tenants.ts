import type { Claim, ClaimCase } from 'cross-examine';

const NOTES = 'course notes, §8, Q7';

const result = (title: string): string => `tenants/${title}`;

const changes = (where: string): ClaimCase[] => {
  const id = result(`a-domain-that-has-changed-takes-effect-when-the-allow-list-${where}-is-a-minute-old`);
  return [
    { of: `${id}#3`, says: { outcome: 'blocked' }, otherwise: 'The new domain reads at once.' },
    { of: `${id}#4`, says: { outcome: 'readable' }, otherwise: 'The new domain does not read after a minute.' },
    { of: `${id}#5`, says: { outcome: 'blocked' }, otherwise: 'The old domain still reads after a minute.' },
  ];
};

/** A platform with many tenants. */
export const tenants: readonly Claim[] = [
  {
    id: 'C53',
    text: 'A multi-tenant API finds the tenant by path, JWT or API-key header and answers with its origin.',
    source: NOTES,
    basis: 'emulated',
    literal: [
      {
        of: result('finds-the-tenant-by-the-path'),
        says: { outcome: 'readable' },
        otherwise: 'With the tenant in the path his own site cannot read.',
      },
    ],
    breaking: [
      {
        of: result('cannot-find-him-by-a-jwt-which-no-preflight-has'),
        says: { outcome: 'readable' },
        otherwise: 'A preflight carries no JWT: the server cannot tell whose it is, and the request is never made.',
      },
      {
        of: result('nor-by-a-key-in-a-header'),
        says: { outcome: 'readable' },
        otherwise: 'A preflight carries no API key either.',
      },
    ],
  },
  {
    id: 'C53b',
    text: "A changed tenant domain takes effect within the cache's time-to-live.",
    source: NOTES,
    basis: 'measured',
    literal: [...changes('in-memory'), ...changes('in-redis')],
    breaking: [],
  },
  {
    id: 'C53c',
    text: "One tenant's site cannot read another tenant's data.",
    source: NOTES,
    basis: 'emulated',
    literal: [
      { of: result('is-not-read-by-path'), says: { outcome: 'blocked' }, otherwise: 'Another tenant reads by path.' },
      {
        of: result('is-not-read-by-host-whatever-token-one-has'),
        says: { outcome: 'blocked' },
        otherwise: "Another tenant reads by the tenant's own host.",
      },
      {
        of: result('or-lets-every-tenant-ask-and-only-the-right-one-read#2'),
        says: { outcome: 'blocked' },
        otherwise: 'A stolen token is enough.',
      },
    ],
    breaking: [
      {
        of: result('comes-out-of-a-cache-that-does-not-know-whose-it-is-and-is-blocked-by-chance#2'),
        says: { outcome: 'blocked' },
        otherwise: "A cache hands out one tenant's data to another.",
      },
    ],
  },
];
