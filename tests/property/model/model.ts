// The rules of design §4.1, §4.2 and §5.3 a second time: small, slow, and written from their text alone, without a look at
// src/festival. It knows everything at once, keeps nothing, and walks where the real one looks up.

import type { EntryHash, FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { homesOf, type ModelClaim, type ModelStay } from './model-home.ts'
import { modelResource, type ModelAnswer, type ModelResource } from './model-resource.ts'
import type { Meaning } from './history.ts'
import { heldEntries, type HeldLog, type Part } from './part.ts'

/** An entry that has effect: it stands in the part of its log that is read, and nobody took it back. */
export interface Spoken {
  readonly log: number
  readonly seqNum: number
  readonly id: EntryHash
  readonly means: Meaning
}

/** A log as far as it has effect. */
export interface ModelLog {
  readonly author: string
  readonly logId: bigint
  readonly forkedAt?: number
  /** Hash of each entry below the fork that is held, payload or not: the one at `n` stands at `n - 1`. */
  readonly hashes: readonly EntryHash[]
  /** How far it is read. */
  readonly read: number
  readonly spoken: readonly Spoken[]
  /** Where newer software spoke about resources. */
  readonly newerAt: number
}

export interface ModelThing {
  readonly stays: readonly ModelStay[]
  readonly isIncomplete: boolean
  /** What was said about it where it lived, in that order, without the entry that created it. */
  readonly said: readonly (Spoken & { readonly op: Operation })[]
}

export interface ModelView {
  readonly resources: ReadonlyMap<ObjectId, ModelResource>
  readonly answers: ReadonlyMap<ObjectId, ModelAnswer>
  readonly events: ReadonlyMap<ObjectId, ModelThing & { from: number; to: number; title: string; isCancelled: boolean }>
  readonly requests: ReadonlyMap<ObjectId, ModelThing & { isWithdrawn: boolean }>
  readonly festivals: ReadonlyMap<ObjectId, ModelThing & { title: string }>
  readonly denials: ReadonlySet<ObjectId>
  readonly claims: readonly ModelClaim[]
}

type Op<Name extends Operation['op']> = Extract<Operation, { op: Name }>

/** What is true for somebody who holds this part. */
export function modelView(part: Part, festival: FestivalId): ModelView {
  const logs = readLogs(part, festival)
  const claims = logs.flatMap((log, index) => claimsOf(log, index, logs))
  const created = logs.flatMap((log) => log.spoken)
  const things = <Name extends Operation['op'], T>(
    name: Name,
    make: (op: Op<Name>, thing: ModelThing, place: Spoken) => T,
  ) =>
    new Map(
      created.flatMap((spoken): [ObjectId, T][] => {
        const { means } = spoken
        if (means.kind !== 'operation' || means.op.op !== name) return []
        return [[spoken.id, make(means.op as Op<Name>, thingOf(spoken, logs, claims), spoken)]]
      }),
    )
  const isStill = ({ log, seqNum }: Spoken): boolean => seqNum >= (logs[log]?.newerAt ?? 0)
  const resources = new Map<ObjectId, ModelResource>()
  const answers = new Map<ObjectId, ModelAnswer>()
  for (const spoken of created) {
    if (spoken.means.kind !== 'operation' || spoken.means.op.op !== 'resource.create' || isStill(spoken)) continue
    const thing = thingOf(spoken, logs, claims)
    const said = untilNewer(thing, logs)
    const folded = modelResource(spoken.id, spoken.means.op, said)
    resources.set(spoken.id, { ...folded.resource, stays: thing.stays, isIncomplete: thing.isIncomplete })
    for (const [id, answer] of folded.answers) answers.set(id, answer)
  }
  return {
    resources,
    answers,
    claims,
    events: things('event.create', (op, thing, { id }) => ({ ...thing, ...eventOf(id, op, thing) })),
    requests: things('request.create', (_op, thing, { id }) => ({
      ...thing,
      isWithdrawn: thing.said.some(({ op }) => op.op === 'request.withdraw' && op.request === id),
    })),
    festivals: new Map(
      [...things('festival.create', (op, thing) => ({ ...thing, title: titleOf(op, thing) }))].filter(
        ([id]) => (id as string) === festival,
      ),
    ),
    denials: new Set(
      created.flatMap((spoken) => {
        const { means, id } = spoken
        return means.kind === 'operation' && means.op.op === 'authorization.deny' && !isStill(spoken) ? [id] : []
      }),
    ),
  }
}

/** §4.1: the prefix below the fork, up to the first payload that is missing; what was retracted says nothing. */
export function readLogs(part: Part, festival: FestivalId): ModelLog[] {
  const below = part.map((held) => heldEntries(held).filter(({ seqNum, id }) => isBelow(held, seqNum, id, festival)))
  const retracts = part.flatMap(({ written: { author }, bare }, log) =>
    (below[log] ?? []).flatMap(({ id, seqNum, means }) => {
      const names = means.kind === 'operation' && means.op.op === 'retract' && !bare.has(seqNum)
      return names && means.op.op === 'retract' ? [{ author, id, seqNum, entry: means.op.entry }] : []
    }),
  )
  // A retraction that was retracted says nothing either. Hashes name only what is older, so this ends.
  const isTakenBack = (author: string, id: EntryHash, seqNum: number): boolean =>
    seqNum > 1 &&
    retracts.some((each) => each.author === author && each.entry === id && !isTakenBack(author, each.id, each.seqNum))
  return part.map(({ written: { author, logId }, bare, forkedAt }, log) => {
    const spoken: Spoken[] = []
    let read = 0
    for (const { seqNum, id, means } of below[log] ?? []) {
      const isGone = isTakenBack(author, id, seqNum)
      if (bare.has(seqNum) && !isGone) break
      if (!isGone) spoken.push({ log, seqNum, id, means })
      read = seqNum
    }
    const newer = spoken.find(({ means }) => means.kind === 'newer')?.seqNum ?? Infinity
    const hashes = (below[log] ?? []).map(({ id }) => id)
    return { author, logId, hashes, read, spoken, newerAt: newer, ...(forkedAt === undefined ? {} : { forkedAt }) }
  })
}

/** The entry that the festival is named after always counts. */
function isBelow({ forkedAt = Infinity }: HeldLog, seqNum: number, id: EntryHash, festival: FestivalId): boolean {
  return seqNum < forkedAt || (seqNum === 1 && (id as string) === festival)
}

/** §4.2: what each `log.continue` of this log comes to. */
export function claimsOf(log: ModelLog, index: number, logs: readonly ModelLog[]): ModelClaim[] {
  return log.spoken.flatMap(({ means, seqNum, id }): ModelClaim[] => {
    if (means.kind !== 'operation' || means.op.op !== 'log.continue' || means.op.log.author !== log.author) return []
    const { head, log: named } = means.op
    const of = logs.findIndex(({ author, logId }) => author === named.author && logId === named.logId)
    const base = { in: index, at: seqNum, id, of, claimed: head.seqNum }
    const old = logs[of]
    if (of === index) return []
    const end = Math.min(head.seqNum, (old?.forkedAt ?? Infinity) - 1)
    const settled = (state: ModelClaim['state']): ModelClaim[] => [{ ...base, state, head: end }]
    if (old === undefined || old.read < end) return settled('pending')
    // Below a fork the hash is not asked for.
    return settled(end < head.seqNum || old.hashes[end - 1] === head.hash ? 'counts' : 'never')
  })
}

function thingOf(spoken: Spoken, logs: readonly ModelLog[], claims: readonly ModelClaim[]): ModelThing {
  const { stays, isIncomplete } = homesOf(spoken, claims)
  const said = stays.flatMap(({ log, from, to = Infinity }) =>
    (logs[log]?.spoken ?? []).flatMap((each) => {
      if (each.means.kind !== 'operation' || each.seqNum <= from || each.seqNum > to) return []
      return [{ ...each, op: each.means.op }]
    }),
  )
  return { stays, isIncomplete, said }
}

/** §4.3: where newer software spoke in a home, the resource stands still from there on, wherever it goes afterwards. */
function untilNewer({ stays, said }: ModelThing, logs: readonly ModelLog[]): ModelThing['said'] {
  const stopping = stays.find(({ log, to = Infinity }) => (logs[log]?.newerAt ?? Infinity) <= to)
  if (stopping === undefined) return said
  const before = new Set(stays.slice(0, stays.indexOf(stopping)).map(({ log }) => log))
  const newerAt = logs[stopping.log]?.newerAt ?? 0
  return said.filter(({ log, seqNum }) => before.has(log) || (log === stopping.log && seqNum < newerAt))
}

type EventFacts = { from: number; to: number; title: string; isCancelled: boolean }

/** An update that would turn the interval around is ignored as a whole. */
function eventOf(id: ObjectId, created: Op<'event.create'>, { said }: ModelThing): EventFacts {
  let facts = { from: created.from, to: created.to, title: created.title }
  for (const { op } of said) {
    if (op.op !== 'event.update' || op.event !== id) continue
    const { from = facts.from, to = facts.to, title = facts.title } = op.set
    if (from < to) facts = { from, to, title }
  }
  return { ...facts, isCancelled: said.some(({ op }) => op.op === 'event.cancel' && op.event === id) }
}

function titleOf({ title }: Op<'festival.create'>, { said }: ModelThing): string {
  return said.reduce((now, { op }) => (op.op === 'festival.update' ? (op.set.title ?? now) : now), title)
}
