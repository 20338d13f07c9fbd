// What the rules of succession promise (DESIGN 4.2, 5.3), on random worlds: the same entries give the same homes in any
// order and on any branch, no view ever shows more than the capacity, and nothing flips without news of a claim or a fork.

import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { foldAuthor } from '../../src/festival/fold-author.ts'
import { foldResource } from '../../src/festival/fold-resource.ts'
import { authorEntry, readAuthor, type AuthorEntry, type AuthorLog } from '../../src/festival/read-author.ts'
import { residences, settleClaims, type Claim } from '../../src/festival/succession.ts'
import type { ViewRows } from '../../src/festival/view-rows.ts'
import type { AnswerRow, RowChange } from '../../src/festival/views.ts'
import type { EntryHash } from '../../src/operations/ids.ts'
import { id } from '../unit/festival/story.ts'
import { deeds, worldOf, type Deed, type World } from './succession-world.ts'

beforeAll(prepareHashing)

/** Three logs of one author; `other` are those of the other branches. */
interface Logs {
  main: AuthorLog[]
  other: AuthorLog[]
  forks: (number | undefined)[]
}

function logsOf({ logs, festival }: World): Logs {
  const mine = logs.slice(0, 3)
  const read = (pick: (index: number) => readonly Parameters<typeof authorEntry>[0][]): AuthorLog[] => {
    return mine.map(({ author, logId }, index) => {
      return { id: index + 1, author, festival, logId, entries: pick(index).map(authorEntry) }
    })
  }
  return {
    main: read((index) => mine[index]?.entries ?? []),
    other: read((index) => mine[index]?.twin?.entries ?? mine[index]?.entries ?? []),
    forks: mine.map(({ twin }) => twin?.at),
  }
}

/** Logs as somebody holds them: so many entries of each, below a fork that they know. */
function held(
  logs: readonly AuthorLog[],
  upTo: readonly number[],
  forks: readonly (number | undefined)[] = [],
): AuthorLog[] {
  return logs.map((log, index) => {
    const fork = forks[index]
    const last = Math.min(upTo[index] ?? Number.POSITIVE_INFINITY, (fork ?? Number.POSITIVE_INFINITY) - 1)
    const entries = log.entries.filter(({ seqNum }) => seqNum <= last)
    return fork === undefined ? { ...log, entries } : { ...log, entries, forkedAt: fork }
  })
}

const fold = (logs: readonly AuthorLog[]): ViewRows => foldAuthor(readAuthor(logs), () => 0)

/** Rows with log ids instead of local numbers, in an order that does not depend on them. */
function rowsOf(rows: ViewRows, logs: readonly AuthorLog[]): unknown {
  const nameOf = new Map(logs.map(({ id: number, logId }) => [number, String(logId)]))
  const named = ({ table, row }: RowChange): [string, unknown] => {
    const stays = 'stays' in row ? row.stays?.map((stay) => ({ ...stay, log: nameOf.get(stay.log) })) : undefined
    const key = 'id' in row ? row.id : row.author
    // Which of several equal logs a profile belongs to is known here only.
    const log = table === 'profiles' ? undefined : nameOf.get(row.log)
    return [`${table} ${key}`, { ...row, log, stays }]
  }
  return new Map([...rows.changes()].map(named).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const heights = fc.tuple(...[0, 1, 2].map(() => fc.oneof(fc.nat({ max: 30 }), fc.constant(99))))
const property = (
  check: (logs: Logs, upTo: readonly number[], deeds: readonly Deed[]) => void,
): fc.IAsyncPropertyWithHooks<[Deed[], readonly number[]]> =>
  fc.asyncProperty(deeds, heights, async (todo, upTo) => check(logsOf(await worldOf(todo)), upTo, todo))

describe('the same entries', () => {
  it('give the same rows whatever the local numbers and the order of the logs', async () => {
    await fc.assert(
      property(({ main, forks }, upTo) => {
        const logs = held(main, upTo, forks)
        const renumbered = logs.map((log, index) => ({ ...log, id: 30 - 7 * index })).toReversed()
        expect(rowsOf(fold(renumbered), renumbered)).toEqual(rowsOf(fold(logs), logs))
      }),
      { numRuns: 80 },
    )
  })

  it('give the same rows on both branches of a fork, once its proof is there', async () => {
    let forked = 0
    await fc.assert(
      property(({ main, other, forks }, upTo) => {
        const [logs, others] = [held(main, upTo, forks), held(other, upTo, forks)]
        expect(rowsOf(fold(others), others)).toEqual(rowsOf(fold(logs), logs))
        if (forks.some((fork) => fork !== undefined)) forked += 1
      }),
      { numRuns: 80, seed: 5 },
    )
    expect(forked).toBeGreaterThan(20)
  })
})

describe('any part of the entries', () => {
  it('never shows more in force than the capacity at any instant', async () => {
    let inForce = 0
    await fc.assert(
      property(({ main, forks }, upTo, todo) => {
        for (const known of [forks, []]) {
          const rows = fold(held(main, upTo, known))
          for (const resource of rows.resources.values()) {
            const answers = [...rows.answers.values()].filter(
              (row) => row.resource === resource.id && row.state === 'effective',
            )
            for (const { occupied } of answers) {
              const now = answers.filter(
                (other) => other.occupied.from <= occupied.from && occupied.from < other.occupied.to,
              )
              expect(now.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(resource.capacity)
            }
            inForce += answers.length
          }
        }
        expect(todo.length).toBeGreaterThan(0)
      }),
      { numRuns: 100, seed: 6 },
    )
    expect(inForce).toBeGreaterThan(50)
  })

  it('and one plain entry more: nothing flips but what this entry ends', async () => {
    const seen = { plain: 0, ended: 0 }
    await fc.assert(
      fc.asyncProperty(deeds, fc.array(fc.nat({ max: 2 }), { minLength: 80, maxLength: 80 }), async (todo, order) => {
        const { main } = logsOf(await worldOf(todo))
        let before = held(main, [1, 1, 1])
        for (const index of order) {
          const log = before[index]
          const next = main[index]?.entries[log?.entries.length ?? 0]
          if (log === undefined || next === undefined) continue
          const after = before.with(index, { ...log, entries: [...log.entries, next] })
          if (isPlain(next) && statesOf(before) === statesOf(after)) {
            seen.plain += 1
            seen.ended += compare(fold(before).answers, fold(after).answers, next.id)
          }
          before = after
        }
      }),
      { numRuns: 60, seed: 7 },
    )
    expect(seen.plain).toBeGreaterThan(500)
    expect(seen.ended).toBeGreaterThan(5)
  })
})

/** Neither a claim nor a retraction. */
function isPlain({ content }: AuthorEntry): boolean {
  return content.kind !== 'operation' || (content.op.op !== 'log.continue' && content.op.op !== 'retract')
}

function statesOf(logs: readonly AuthorLog[]): string {
  return readAuthor(logs)
    .claims.map(({ entry, state }) => entry + state)
    .join()
}

/** Answers how many were ended; anything else that changed is an error. */
function compare(
  before: ReadonlyMap<EntryHash, AnswerRow>,
  after: ReadonlyMap<EntryHash, AnswerRow>,
  by: EntryHash,
): number {
  let ended = 0
  for (const [answer, was] of before) {
    const is = after.get(answer)
    if (was.state !== 'effective' || is?.state === was.state) expect(is).toEqual(was)
    else {
      expect(is).toMatchObject({ state: 'ended', ended: { by } })
      ended += 1
    }
  }
  return ended
}

describe('a moved resource', () => {
  it('is the fold of the stretches of its stays, one after the other', async () => {
    let moved = 0
    await fc.assert(
      property(({ main }, upTo) => {
        const logs = held(main, upTo)
        const reading = readAuthor(logs)
        if (reading.logs.some(({ newerAt }) => newerAt !== undefined)) return
        const rows = foldAuthor(reading, () => 0)
        for (const { id: resource, stays } of rows.resources.values()) {
          if (stays === undefined) continue
          const steps = stays.flatMap(({ log, from, to = Number.POSITIVE_INFINITY }) => {
            const { operations = [] } = reading.logs[log - 1] ?? {}
            const inside = operations.filter(({ seqNum }) => from <= seqNum && seqNum <= to)
            return inside.map(({ id: entry, seqNum, op }) => ({ id: entry, seqNum, op, at: op.at }))
          })
          const fold = foldResource(steps, resource)
          const mine = [...rows.answers.values()].filter((row) => row.resource === resource)
          expect(new Map(mine.map((row) => [row.id, [row.state, row.void]]))).toEqual(
            new Map(fold.answers.map((answer) => [answer.id, [answer.state, answer.void]])),
          )
          expect(rows.resources.get(resource)).toMatchObject({ ...fold.resource })
          moved += 1
        }
      }),
      { numRuns: 80, seed: 8 },
    )
    expect(moved).toBeGreaterThan(20)
  })
})

describe('claims of any shape', () => {
  const ring = fc.array(
    fc.record({ log: fc.nat({ max: 5 }), target: fc.nat({ max: 5 }), head: fc.integer({ min: 1, max: 12 }) }),
    { maxLength: 40, size: 'max' },
  )

  it('come to an end, and never lead an object back to a log that it left', () => {
    fc.assert(
      fc.property(
        ring,
        fc.array(fc.option(fc.integer({ min: 1, max: 12 })), { minLength: 6, maxLength: 6 }),
        (shape, forks) => {
          const heads = [1, 1, 1, 1, 1, 1]
          const claims = shape.map(({ log, target, head }, index): Claim => {
            const seqNum = (heads[log] = (heads[log] ?? 0) + 1)
            const entry = id(`claim ${index}`)
            return { log, seqNum, entry, logId: BigInt(target), head: { seqNum: head, hash: id(`${target} ${head}`) } }
          })
          const logs = forks.map((fork, number) => ({
            id: number,
            logId: BigInt(number),
            height: fork === null ? 12 : fork - 1,
            ...(fork === null ? {} : { forkedAt: fork }),
            hashAt: (seqNum: number) => id(`${number} ${seqNum}`),
          }))
          const residenceOf = residences(settleClaims(claims, logs))
          for (const { id: log } of logs) {
            for (let seqNum = 1; seqNum <= 12; seqNum += 1) {
              const { stays = [{ log, from: seqNum }] } = residenceOf({ log, seqNum })
              expect(stays[0]).toMatchObject({ log, from: seqNum })
              expect(new Set(stays.map((stay) => stay.log)).size).toBe(stays.length)
              for (const { from, to } of stays.slice(0, -1)) expect(to).toBeGreaterThanOrEqual(from)
              expect(stays.at(-1)).not.toHaveProperty('to')
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
