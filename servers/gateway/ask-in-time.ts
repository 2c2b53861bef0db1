import type { AskBehind, OnwardAnswer, OnwardRequest } from '../behind.ts';

/** What came of asking the server behind: an answer, none in time, or no end of one. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: OnwardAnswer }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'broke-off' };

/** Asks the server behind for so many milliseconds at most. What it has begun it goes on with. */
export async function askInTime(ask: AskBehind, request: OnwardRequest, milliseconds: number): Promise<Asked> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Asked>((resolve) => {
    timer = setTimeout(resolve, milliseconds, { kind: 'timed-out' });
  });
  const asked = ask(request).then(
    (answer): Asked => ({ kind: 'answered', answer }),
    (): Asked => ({ kind: 'broke-off' }),
  );
  const came = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return came;
}
