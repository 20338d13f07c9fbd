// Randomness as the core sees it: passed in, so that tests and the simulator can repeat a run.

export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array
}
