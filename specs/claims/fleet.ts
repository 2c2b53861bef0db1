import type { Claim } from 'cross-examine';

const NOTES = 'course notes, §6';

const NOBODY_REFUSED = { services: 50, 'cannot be read by a site that should': 0, 'are read by a stranger': 0 };

/** Many services of one company, and what stands before them. */
export const fleet: readonly Claim[] = [
  {
    id: 'C17',
    text: 'Many services with a CORS configuration each drift apart; one policy at the boundary does not.',
    source: NOTES,
    basis: 'emulated',
    literal: [
      {
        of: 'fleet/drift',
        says: { values: { services: 50, 'cannot be read by a site that should': 6 } },
        otherwise: 'Services that have drifted are not told from the others.',
      },
      { of: 'fleet/one-policy', says: { values: NOBODY_REFUSED }, otherwise: 'Behind one policy some still differ.' },
    ],
    breaking: [],
  },
  {
    id: 'C17b',
    text: 'Behind a central gateway the services never see an Origin header and configure nothing.',
    source: NOTES,
    basis: 'measured',
    literal: [
      {
        of: 'fleet/origin-behind-gateway/as-it-is',
        says: { values: { 'an Origin header': false } },
        otherwise: 'nginx hands Origin on to the services, like any other header, unless it is told not to.',
      },
    ],
    breaking: [
      {
        of: 'fleet/origin-behind-gateway/kept',
        says: { values: { 'an Origin header': false } },
        otherwise: 'Origin comes through although it is set to nothing.',
      },
    ],
  },
  {
    id: 'C18',
    text: 'Behind a BFF the browser makes no cross-origin request at all.',
    source: NOTES,
    basis: 'measured',
    literal: [
      {
        of: 'fleet/bff',
        says: { values: { 'requests to another origin': 0, preflights: 0 } },
        otherwise: 'The browser asks another origin all the same.',
      },
    ],
    breaking: [],
  },
  {
    id: 'C19',
    text: 'A shared proxy configuration gives every service the same behaviour.',
    source: NOTES,
    basis: 'measured',
    literal: [
      { of: 'fleet/one-policy', says: { values: NOBODY_REFUSED }, otherwise: 'A service behind the proxy differs.' },
    ],
    breaking: [],
  },
];
