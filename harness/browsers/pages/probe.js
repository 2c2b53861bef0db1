// The probe: what a driver calls. Makes requests from the wanted place and reports all that script can see.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').ProbeReport} ProbeReport */

/** So many round trips, each on a connection of its own, take longer than an engine needs to go on with a request. */
const ROUND_TRIPS = 4;

/** @param {ProbeRequest} request @returns {Promise<ProbeReport>} */
async function probe(request) {
  try {
    return await askFromItsPlace(request);
  } catch (error) {
    return { kind: 'broken', reason: String(error), origin: self.origin };
  }
}

/**
 * Asks all of `requests`, `atOnce` of them under way at any time; reports come in the order of the requests,
 * as JSON: drivers take longer over thousands of small values than over one long string.
 * @param {ProbeRequest[]} requests
 * @param {number} atOnce
 */
async function probeAll(requests, atOnce) {
  /** @type {ProbeReport[]} */
  const reports = [];
  let next = 0;
  const lane = async () => {
    while (next < requests.length) {
      const index = next++;
      reports[index] = await probe(/** @type {ProbeRequest} */ (requests[index]));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return JSON.stringify(reports);
}

/** Starts the worker whose script stands at this page's URL; that it cannot be had is told by who asks from it. */
async function startWorkerOfThePage() {
  await place('worker').catch(() => {});
}

/** Goes to the network and back, until whatever was on its way before must have been on the wire. */
async function roundTrips() {
  for (let trip = 0; trip < ROUND_TRIPS; trip++) await fetch('/.cross-examine/round-trip', { cache: 'no-store' });
}

Object.assign(globalThis, { crossExamine: { probeAll, startWorkerOfThePage, roundTrips } });
