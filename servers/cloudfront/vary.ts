import type { OnwardAnswer } from '../behind.ts';
import { isSelected, type Selection } from './selection.ts';

/** They reach the viewer whatever is forwarded. */
const ALWAYS = ['accept-encoding', 'cookie'];

/**
 * An answer with the Vary that reaches the viewer: of what the origin said, only what is forwarded to it.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#ResponseCustomRemovedHeaders
 */
export function withForwardedVary(answer: OnwardAnswer, forwarded: readonly Selection[]): OnwardAnswer {
  const { vary, ...headers } = answer.headers;
  const listed = [vary ?? []].flat().join(',').split(',');
  const kept = listed
    .map((name) => name.trim())
    .filter((name) => {
      const lower = name.toLowerCase();
      return (
        name !== '' && (ALWAYS.includes(lower) || (name !== '*' && forwarded.some((each) => isSelected(each, lower))))
      );
    });
  return { ...answer, headers: kept.length > 0 ? { ...headers, vary: kept.join(', ') } : headers };
}
