// What a benchmark gives: one number that was measured several times, and what the samples say together.

export type Unit = 'ms' | '1/s' | 'MB/s' | 'MB' | 'B' | 'headers' | 'ways' | '×'

export interface Measurement {
  /** What was measured, in words that fit into a table. */
  readonly what: string
  /** Where: a browser, a pair of browsers, Node. */
  readonly where: string
  readonly unit: Unit
  readonly samples: readonly number[]
}

export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The middle and the extremes. The mean is left out: a single hiccup of a shared machine would decide it. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new RangeError('a measurement needs samples')
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
  return { median, min: sorted[0] ?? upper, max: sorted.at(-1) ?? upper }
}

/** Measures `times` times, one after the other; the first argument is the number of the sample. */
export async function repeat<Sample>(times: number, measure: (sample: number) => Promise<Sample>): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let sample = 0; sample < times; sample += 1) samples.push(await measure(sample))
  return samples
}
