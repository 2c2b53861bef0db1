import type { Engine, Profile } from '../../browsers/engine.ts';
import { type Network, startNetwork, WHERE } from '../../browsers/visit.ts';
import type { Authority } from '../../network/authority.ts';
import { withSpecialCharacter } from '../strangers.ts';
import { kept } from './user-cache.ts';

/** Every printable character of ASCII that is no letter, no digit and no dot: those end names, or do not. */
export const CANDIDATES = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index)).filter(
  (character) => !/[0-9A-Za-z.]/.test(character),
);

const SITE = 'https://shop.com';

/** A page that is there loads at once; what does not is none. */
const LOADING_MS = 5_000;

/**
 * The characters that may stand behind a host name in a page that this engine loads. A fact of the engine, kept in the
 * user's cache by its version. Rejects when the engine has died.
 */
export function specialCharacters(engine: Engine, authority: Authority): Promise<readonly string[]> {
  const { name, version, build, driver, platform } = engine.info;
  const key = `special-characters-${[name, version, build, driver, platform].join('-')}`.replaceAll(/[^\w.-]/g, '_');
  return kept(key, isListOfCharacters, () => askEngine(engine, authority));
}

function isListOfCharacters(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && CANDIDATES.includes(each));
}

async function askEngine(engine: Engine, authority: Authority): Promise<string[]> {
  const network = await startNetwork(authority);
  const profile = await engine.newProfile(network.router.proxy);
  try {
    const loaded: string[] = [];
    for (const character of CANDIDATES) {
      const origin = withSpecialCharacter(SITE, character);
      if (URL.canParse(origin) && (await isAt(profile, network, origin))) loaded.push(character);
    }
    if (!engine.isAlive()) throw new Error('the engine died while it was asked where it can load pages');
    return loaded;
  } finally {
    await profile.close().catch(() => {});
    await network.router.close();
  }
}

/** The page itself says where it is. */
async function isAt(profile: Profile, { pages }: Network, origin: string): Promise<boolean> {
  const url = new URL(origin).href;
  const retract = pages.expect(url);
  try {
    await profile.goto(url, LOADING_MS);
    return (await profile.evaluate(WHERE)) === origin;
  } catch {
    return false;
  } finally {
    retract();
  }
}
