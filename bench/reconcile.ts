// Two nodes that compare the heads of a topic, in one Node process and without a network: bytes in both directions together, and
// the time that both take together, frames written and read included. Every sample has other differences and another salt.
import { compareAll, differingHeads, newMeeting } from '../src/testing/comparing-sides.ts'
import { SeededRandom } from '../src/testing/seeded-random.ts'
import type { Measurement } from './measurement.ts'

const SAMPLES = 5
/** Of what takes long to make up; the others have warmed up for it. */
const FEW_SAMPLES = 1
const MANY_LOGS = 100_000
/** Logs of both sides, and how many of them differ. */
const CASES: readonly (readonly [number, number])[] = [
  [10, 1],
  [100, 1],
  [1_000, 0],
  [1_000, 1],
  [1_000, 10],
  [3_000, 10],
  [10_000, 0],
  [10_000, 10],
  [10_000, 100],
  [MANY_LOGS, 0],
  [MANY_LOGS, 10],
]

export async function measureReconcile(): Promise<Measurement[]> {
  return CASES.flatMap(([logs, differences]) => measureCase(logs, differences))
}

function measureCase(logs: number, differences: number): Measurement[] {
  const what = `${logs.toLocaleString('en')} logs, ${differences} different`
  const [bytes, turns, times] = [[] as number[], [] as number[], [] as number[]]
  const [first, last] = logs < MANY_LOGS ? [0, SAMPLES] : [1, FEW_SAMPLES]
  // The first one only warms up.
  for (let sample = first; sample <= last; sample += 1) {
    const seed = `${logs}/${differences}/${sample}`
    const meeting = newMeeting(...differingHeads(logs, differences, seed), new SeededRandom(seed).bytes(8))
    const start = performance.now()
    compareAll(meeting)
    const time = performance.now() - start
    if (meeting.a.found.length !== differences || !meeting.b.isOver) throw new Error(`${what}: not all were found`)
    if (sample === 0) continue
    bytes.push(meeting.bytes)
    turns.push(meeting.turns)
    times.push(time)
  }
  return [
    { what: `${what}: both directions`, where: 'Node', unit: 'B', samples: bytes },
    { what: `${what}: ways over the link`, where: 'Node', unit: 'ways', samples: turns },
    { what: `${what}: time of both together`, where: 'Node', unit: 'ms', samples: times },
  ]
}
