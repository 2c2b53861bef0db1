import type { BrowserStart } from './browser-process.ts';

/** What users have, and a run on loopback cannot have or has no use for. */
const FEATURES_OFF = [
  // Chromium would try each address with TLS first, on its own account.
  'HttpsUpgrades',
  // With it, a redirected request holds its connection while its preflight asks for another: as many at once as there are
  // connections to a host (6), or to a proxy (32), wait for each other and never end. It changes nothing else on the wire.
  'AvoidCorsURLLoaderRestartOnRedirect',
  // What looks for devices, or asks servers of Google's when it starts.
  'MediaRouter',
  'DialMediaRouteProvider',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'Translate',
  // Pages of its own, which every window loads for an address bar that nobody types in: a third of a visit's cost.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // A process that is kept ready for the next page, and thrown away where the next page is another visitor's.
  'SpareRendererForSitePerProcess',
];

/** https://peter.sh/experiments/chromium-command-line-switches/ */
const SWITCHES = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-startup-window',
  // It refuses to start in it as root, and where a system keeps it from making one. All it shows is pages of the harness.
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${FEATURES_OFF.join(',')}`,
  // A page in a tab that nobody looks at works as fast as in one that somebody does.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * A Chromium that listens for the Chrome DevTools Protocol.
 * @param spki hash of the key of the authority whose certificates it takes: to ignore all errors would turn its HTTP
 * cache off
 */
export function chromiumStart(spki: string): BrowserStart {
  return {
    name: 'chromium',
    args: (folder) => [...SWITCHES, `--ignore-certificate-errors-spki-list=${spki}`, `--user-data-dir=${folder}`],
    address: /^DevTools listening on (ws:\/\/\S+)$/,
  };
}
