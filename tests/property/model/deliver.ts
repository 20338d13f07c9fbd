// How a history comes to somebody: step by step, an entry with or without its payload, a payload that was missing, or the
// proof of a fork, which may be known further up before it is known where the branches part.

import * as fc from 'fast-check'
import { nothingOf, type HeldLog, type Part } from './part.ts'
import type { History } from './history.ts'

export interface Step {
  do: 'entry' | 'bare' | 'payload' | 'proof'
  log: number
  which: number
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('entry', 'entry', 'entry', 'entry', 'entry', 'entry', 'bare', 'payload', 'payload', 'proof'),
  log: fc.nat({ max: 5 }),
  which: fc.nat({ max: 59 }),
})

export interface Delivery {
  readonly steps: readonly Step[]
  /** Which branch of each log is held, by bits. */
  readonly branches: number
}

export const deliveries: fc.Arbitrary<Delivery> = fc.record({
  steps: fc.array(step, { minLength: 10, maxLength: 50, size: 'max' }),
  branches: fc.nat({ max: 63 }),
})

/** What was held before and after a step, and the log that it was about. */
export interface Change {
  readonly before: Part
  readonly after: Part
  readonly log: number
  readonly step: Step['do']
}

/** Entries that come at once in the end. */
const REST = 8

/** All changes of a delivery; afterwards the rest comes log by log, proofs first. */
export function* changesOf(history: History, { steps, branches }: Delivery): Generator<Change> {
  let part: Part = nothingOf(history, (index) => (branches >> index) % 2 === 1)
  function* take(step: Step, count: number = 1): Generator<Change> {
    const held = part[step.log]
    const next = held && changed(held, step, count)
    if (next === undefined) return
    const before = part
    part = part.map((other, index) => (index === step.log ? next : other))
    yield { before, after: part, log: step.log, step: step.do }
  }
  for (const each of steps) yield* take(each)
  for (const log of history.logs.keys()) {
    const { written, bare } = part[log] ?? {}
    const all = Math.max(written?.entries.length ?? 0, written?.twin?.entries.length ?? 0)
    yield* take({ do: 'proof', log, which: 0 })
    for (let count = bare?.size ?? 0; count > 0; count -= 1) yield* take({ do: 'payload', log, which: 0 })
    for (let count = all; count > 0; count -= REST) yield* take({ do: 'entry', log, which: 0 }, REST)
  }
}

function changed(held: HeldLog, { do: what, which }: Step, count: number): HeldLog | undefined {
  const { written, isTwin, height, bare } = held
  const branch = isTwin ? (written.twin?.entries ?? []) : written.entries
  if (what === 'entry' || what === 'bare') {
    if (height >= branch.length) return undefined
    // The first entry always comes with its payload: it says which festival the log belongs to.
    const isBare = what === 'bare' && height > 0
    return {
      ...held,
      height: Math.min(height + count, branch.length),
      ...(isBare ? { bare: new Set([...bare, height + 1]) } : {}),
    }
  }
  if (what === 'payload') {
    const filled = [...bare][which % Math.max(1, bare.size)]
    return filled === undefined ? undefined : { ...held, bare: new Set([...bare].filter((n) => n !== filled)) }
  }
  const { twin } = written
  if (twin === undefined) return undefined
  // The branches differ from where they part up to the end of the shorter one.
  const last = Math.min(twin.entries.length, written.entries.length)
  const at = twin.at + (which % (last - twin.at + 1))
  return at >= (held.forkedAt ?? Infinity) ? undefined : { ...held, forkedAt: at }
}
