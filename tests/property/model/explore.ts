// One history on its way to somebody, watched at every step by the properties of design §4 and §5.3.

import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { ViewRows } from '../../../src/festival/view-rows.ts'
import type { ObjectId, PublicKey } from '../../../src/operations/ids.ts'
import { overbooked } from './capacity.ts'
import { historyOf, type Deed } from './deeds.ts'
import { changesOf, type Delivery } from './deliver.ts'
import { CAUSES, flipsOf } from './flips.ts'
import type { History } from './history.ts'
import { modelView, type ModelView } from './model.ts'
import type { Part } from './part.ts'
import { realRows, realRowsOf, statedByModel, statedByRows } from './real.ts'

/** What was seen, so that the agreement says something. */
export class Tally {
  histories = 0
  entries = 0
  /** States of knowledge that were folded and searched for flips and overbooking. */
  views = 0
  /** Those among them that were compared with the model. */
  compared = 0
  readonly seen: Record<string, number> = {}
  readonly flips: Record<string, number> = Object.fromEntries(CAUSES.map((cause) => [cause, 0]))

  count(what: string, more: number = 1): void {
    this.seen[what] = (this.seen[what] ?? 0) + more
  }
}

/** The model is asked at every so-many-th step, and at the end. */
const COMPARED_EVERY = 16

/** Follows one delivery; throws at the first thing that is not as it should be. */
export function explore(todo: readonly Deed[], delivery: Delivery, tally: Tally): void {
  const history = historyOf(todo)
  const mostOf = mostCapacities(history)
  const rows = new Map<PublicKey, ViewRows>()
  let last: Part = []
  let steps = 0
  for (const change of changesOf(history, delivery)) {
    const author = history.logs[change.log]?.author as PublicKey
    const before = rows.get(author)
    const after = realRowsOf(change.after, author, history.festival)
    rows.set(author, after)
    last = change.after
    steps += 1
    if (before !== undefined) countFlips(flipsOf(change, before, after, history.festival), tally)
    expectNone(overbooked(after, ({ resource }) => mostOf.get(resource as ObjectId) ?? 0))
    if (steps % COMPARED_EVERY === 0) compare(last, history, tally)
  }
  countSeen(compare(last, history, tally), tally)
  tally.histories += 1
  tally.views += steps
  tally.entries += history.logs.reduce((sum, { entries }) => sum + entries.length, 0)
}

function compare(part: Part, { festival }: History, tally: Tally): ModelView {
  const rows = realRows(part, festival)
  const model = modelView(part, festival)
  const [real, modelled] = [statedByRows(rows, (log) => log - 1), statedByModel(model)]
  if (!isDeepStrictEqual(real, modelled)) expect(real).toEqual(modelled)
  expectNone(overbooked(rows, ({ id }) => model.answers.get(id)?.capacity ?? 0))
  tally.compared += 1
  return model
}

/** The same as `expect`, which takes its time when asked a million times. */
function expectNone(ids: readonly ObjectId[]): void {
  if (ids.length > 0) expect(ids, 'overbooked').toEqual([])
}

function countFlips(flips: ReturnType<typeof flipsOf>, tally: Tally): void {
  for (const flip of flips) {
    const { id, from, to, cause } = flip
    if (cause === undefined) throw new Error(`${id} went from ${from} to ${to} without a reason`)
    tally.flips[cause] = (tally.flips[cause] ?? 0) + 1
  }
}

/** The most that was ever said about each resource, by anybody: a bound that needs no rules. */
function mostCapacities({ logs }: History): Map<ObjectId, number> {
  const most = new Map<ObjectId, number>()
  for (const { id, means } of logs.flatMap(({ entries, twin }) => [...entries, ...(twin?.entries ?? [])])) {
    if (means.kind !== 'operation') continue
    const { op } = means
    if (op.op === 'resource.create') most.set(id, Math.max(most.get(id) ?? 0, op.capacity ?? 1))
    if (op.op === 'resource.update') most.set(op.resource, Math.max(most.get(op.resource) ?? 0, op.set.capacity ?? 0))
  }
  return most
}

function countSeen({ resources, answers, claims }: ModelView, tally: Tally): void {
  for (const { state, code, kind } of answers.values()) tally.count(code ?? `${state} ${kind}`)
  for (const { state } of claims) tally.count(`claim ${state}`)
  for (const { stays, isIncomplete, isRetired } of resources.values()) {
    if (stays.length > 1) tally.count(stays.length > 2 ? 'moved twice' : 'moved')
    if (isIncomplete) tally.count('incomplete')
    if (isRetired) tally.count('retired resource')
  }
}
