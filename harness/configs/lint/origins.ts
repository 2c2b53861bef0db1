import type { Path } from '../../model/data-file.ts';
import type { Remark } from '../configured.ts';

const LOOPBACK = /^https?:\/\/(localhost|[^/]*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** Chromium keeps no preflight for longer, in seconds; WebKit for 600, Firefox for 86,400. */
const CHROMIUM_CAP = 7200;

/** What is to be said of one entry of a list of origins, wherever it stands; wildcards are left to who has them. */
export function remarksOnOrigin(origin: string, path: Path): Remark[] {
  const say = (rule: Remark['rule'], message: string): Remark[] => [{ rule, path, message }];
  if (origin === 'null') return say('null-origin', 'null is no origin of yours: any sandboxed frame has it');
  if (origin.includes('*')) return [];
  if (/[,\s]/.test(origin.trim())) return say('origin-list', `${JSON.stringify(origin)} holds several origins`);
  if (!isSerialised(origin)) {
    const meant = URL.canParse(origin) && /^https?:/.test(origin) ? `: browsers send ${new URL(origin).origin}` : '';
    return say('origin-never-sent', `no browser sends ${JSON.stringify(origin)}${meant}`);
  }
  if (LOOPBACK.test(origin)) return say('development-origin', `${origin} is a page on the visitor's own machine`);
  return origin.startsWith('http:') ? say('insecure-origin', `${origin} is not https:`) : [];
}

function isSerialised(origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).origin === origin;
}

/** A note where engines do not keep a preflight for as long as is said. */
export function remarksOnMaxAge(seconds: number | undefined, path: Path): Remark[] {
  if (seconds === undefined || seconds <= CHROMIUM_CAP) return [];
  return [
    { rule: 'max-age-over-cap', path, message: `${seconds} seconds are more than Chromium keeps (${CHROMIUM_CAP})` },
  ];
}
