/** Waits for `work`, but no longer than `limitMs`: then it rejects with `message`, and `work` goes on unheard. */
export async function bounded<T>(
  work: Promise<T>,
  limitMs: number,
  message: string,
  Late: new (message: string) => Error = Error,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late(message)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
