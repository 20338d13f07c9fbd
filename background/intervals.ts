// Intervals as panels send them, before an operation is built.

/** True when both ends are given and leave nothing in between; what is no number at all the encoder refuses. */
export function isInverted({ from, to }: { from?: number; to?: number }): boolean {
  return from !== undefined && to !== undefined && from >= to
}
