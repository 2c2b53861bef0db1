import { ENGINE_NAMES } from '../../harness/model/words.ts';
import type { Report } from '../model.ts';
import { properName } from './words.ts';

/** What a reader must know before trusting the numbers, a sentence each. */
export function noticesOf({ complete, engines, servers }: Report): string[] {
  const absent = ENGINE_NAMES.filter((name) => !engines.some((engine) => engine.name === name));
  const isWebkitOnLinux = engines.some(({ name, platform }) => name === 'webkit' && platform.startsWith('linux'));
  const hasPlaywrightBuild = engines.some(({ build }) => build === 'playwright');
  return [
    ...(complete ? [] : ['The run did not come to its end: what is missing here was not measured.']),
    ...(absent.length > 0
      ? [
          `Not part of this run: ${absent.map(properName).join(', ')}. Nothing here speaks for ${absent.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...(isWebkitOnLinux ? ['WebKit on Linux (WebKitGTK or Playwright build), not Safari.'] : []),
    ...(hasPlaywrightBuild ? [] : ["Not verified: Playwright's own browser builds were not part of this run."]),
    ...servers.flatMap(({ name, unconfirmed = [] }) => unconfirmed.map((what) => `Unconfirmed of ${name}: ${what}`)),
  ];
}
