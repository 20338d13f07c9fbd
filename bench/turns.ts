// Ways of doing the same work take turns in short rounds, so that a busy moment of the machine hits all of them. Compared is
// round by round: both halves of a round saw the same machine.
import type { Measurement, Unit } from './measurement.ts'

const ROUNDS = 21

/** One way of doing the work: runs one round and says how much was done. */
export interface Way {
  readonly what: string
  readonly round: () => Promise<number>
}

/** Rates of all ways, and how many times faster than the last one each of the others is. */
export async function takeTurns(unit: Unit, ways: readonly Way[]): Promise<Measurement[]> {
  const measured = await rates(unit, ways)
  const slowest = measured.at(-1)
  return slowest === undefined ? [] : [...measured, ...measured.slice(0, -1).map((each) => timesFaster(each, slowest))]
}

/** Amounts per second, in Node; the first round only warms up. */
export async function rates(unit: Unit, ways: readonly Way[]): Promise<Measurement[]> {
  const measured = ways.map(({ what }) => ({ what, where: 'Node', unit, samples: [] as number[] }))
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const start = performance.now()
      const amount = await way.round()
      if (round > 0) measured[index]?.samples.push((amount / (performance.now() - start)) * 1000)
    }
  }
  return measured
}

/** How many times faster one way was than another of the same rounds. */
export function timesFaster({ what, where, samples }: Measurement, other: Measurement): Measurement {
  return {
    what: `${what}, faster than ${other.what.split(': ').at(-1) ?? ''}`,
    where,
    unit: '×',
    samples: samples.map((rate, round) => rate / (other.samples[round] ?? rate)),
  }
}
