import pc from 'picocolors';

/**
 * Colours for what is written on a stream: for a terminal alone, where the library would use them wherever CI is set,
 * too, and never where NO_COLOR is.
 */
export function coloursFor(stream: Pick<NodeJS.WriteStream, 'isTTY'>): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY === true && pc.isColorSupported);
}
