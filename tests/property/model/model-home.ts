// Design §4.2, succession, a second time: where an object lives, given what each claim comes to.

import { compareBytes, fromHex } from '../../../src/bamboo/index.ts'
import type { EntryHash } from '../../../src/operations/ids.ts'

/** A `log.continue`: stands in log `in` at `at` and names entry `claimed` of log `of`, -1 when nobody holds that log. */
export interface ModelClaim {
  readonly in: number
  readonly at: number
  readonly id: EntryHash
  readonly of: number
  readonly claimed: number
  readonly state: 'counts' | 'pending' | 'never'
  /** Where the old log ends for it. */
  readonly head: number
}

/** A stretch of a log that speaks for an object. The last one has no end. */
export interface ModelStay {
  readonly log: number
  readonly from: number
  readonly to?: number
}

/** An object lives in at most so many logs (decision 7). */
const MOST_STAYS = 64

/**
 * Where an object lives that was created in `log` at `seqNum`, oldest home first. It is incomplete when it would live
 * elsewhere if a claim counted that is pending.
 */
export function homesOf(
  created: { log: number; seqNum: number },
  claims: readonly ModelClaim[],
): { stays: ModelStay[]; isIncomplete: boolean } {
  const stays = staysOf(created, claims)
  const isIncomplete = claims.some((claim) => {
    if (claim.state !== 'pending') return false
    const imagined = claims.map((each) => (each === claim ? { ...claim, state: 'counts' as const } : each))
    return JSON.stringify(staysOf(created, imagined)) !== JSON.stringify(stays)
  })
  return { stays, isIncomplete }
}

function staysOf({ log, seqNum }: { log: number; seqNum: number }, claims: readonly ModelClaim[]): ModelStay[] {
  const stays: ModelStay[] = []
  let home = { log, from: seqNum }
  for (;;) {
    // It never returns to a log that it has left.
    const left = new Set([...stays.map((stay) => stay.log), home.log])
    const moving = best(
      claims.filter(({ state, of, head, in: from }) => {
        return state === 'counts' && of === home.log && head >= home.from && !left.has(from)
      }),
    )
    if (moving === undefined || stays.length === MOST_STAYS - 1) return [...stays, home]
    stays.push({ ...home, to: moving.head })
    home = { log: moving.in, from: moving.at }
  }
}

/** Within one log the first; between logs the highest number that was claimed, then the smallest hash. */
function best(claims: readonly ModelClaim[]): ModelClaim | undefined {
  const first = claims.filter((claim) => !claims.some((other) => other.in === claim.in && other.at < claim.at))
  return first.toSorted((a, b) => b.claimed - a.claimed || compareBytes(bytesOf(a), bytesOf(b)))[0]
}

function bytesOf({ id }: ModelClaim): Uint8Array {
  return fromHex(id) ?? new Uint8Array()
}
