import type { EngineName } from './words.ts';

/** Which browser answered: results are never compared without it. */
export interface EngineInfo {
  readonly name: EngineName;
  /** As the browser itself reports it. */
  readonly version: string;
  /** Playwright's own build, or the system's. */
  readonly build: 'playwright' | 'stock';
  readonly driver: 'playwright' | 'cdp' | 'webdriver-bidi' | 'webdriver';
  /** As in `linux x64`. */
  readonly platform: string;
}

/** One engine in one line, as reports and failures print it. */
export function describeEngine(engine: EngineInfo): string {
  return `${engine.name} ${engine.version} (${engine.build} build, ${engine.driver}, ${engine.platform})`;
}
