import type { Prediction } from '../model/prediction.ts';
import type { Expectation, ScenarioCookie, ScenarioPage, Step } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';

/** One step of a scenario, and what the standard says of it. */
export interface JudgedStep {
  readonly page: ScenarioPage;
  /** What its profile has before the first step; none where they are not known. */
  readonly cookies: readonly ScenarioCookie[];
  readonly step: Step;
  /** The steps before it, which its profile remembers. */
  readonly before: readonly Step[];
  readonly prediction: Prediction;
}

/** A known difference of one or several engines from the standard. It has to go on happening: see `shows`. */
export interface Deviation {
  readonly id: string;
  /** The engines that differ, and the version each was seen in. */
  readonly engines: Readonly<Partial<Record<EngineName, string>>>;
  /** One sentence: what they do. */
  readonly what: string;
  /** The step of the standard that says otherwise. */
  readonly standard: { readonly section: string; readonly step: string };
  /** A bug or an issue of the standard; `null` where none is known to us. */
  readonly issue: string | null;
  /** The id of a scenario in specs/ that shows it. */
  readonly shownBy: string;
  /** Is this a step in which the difference shows. */
  applies(judged: JudgedStep): boolean;
  /** What is seen there instead; when it is not, the deviation is stale. */
  shows(judged: JudgedStep): Expectation;
  /** Every field that differs in consequence. */
  readonly covers: readonly (keyof Expectation)[];
}
