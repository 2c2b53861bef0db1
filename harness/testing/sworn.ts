import type { JudgedStep } from '../deviations/deviation.ts';
import type { EngineInfo } from '../model/engine-info.ts';
import type { Observation } from '../model/observation.ts';
import type { Asked } from '../model/result.ts';

/** An observation as a spec gets it: with the request it is of, and the engine that made it. */
export interface Sworn extends Observation {
  /** As in `DELETE https://api.shop.com/orders/1 by fetch from https://shop.com`. */
  readonly what: string;
  readonly engine: EngineInfo;
  /** What the standard says of the request, and of what. */
  readonly judged?: JudgedStep | undefined;
  /** What a spec has asked of it so far: matchers add to it, and the report shows it. */
  readonly asked?: Asked[];
}
