// How to stop reading or writing a bundle, which can take long.

/** An `AbortSignal` is one. It is looked at between two steps. */
export interface StopSignal {
  readonly aborted: boolean
}
