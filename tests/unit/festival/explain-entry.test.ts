// Why entries have no effect: every reason, read off the rows that the projection made of the same story.

import { describe, expect, it } from 'vitest'
import { explainEntry, factKeys, type Facts, type NoEffect } from '../../../src/festival/explain-entry.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import {
  FESTIVAL,
  Rows,
  cancel,
  deny,
  eventCreate,
  festivalCreate,
  festivalJoin,
  grant,
  hold,
  id,
  key,
  requestCreate,
  resourceCreate,
  retire,
  revoke,
  withdraw,
} from './story.ts'

const base = { v: 1, at: 1000 } as const
const profile = (name: string, at: number): Operation => ({ v: 1, op: 'profile.set', at, name })
const later = <Op extends Operation>(op: Op): Op => ({ ...op, at: 2000 })

/** Ada lends, Ben makes events; their entries are numbered in this order. */
const ADA: [string, Operation][] = [
  ['join', festivalJoin()],
  ['R', resourceCreate()],
  ['G', grant('q', 'R', 0, 10)],
  ['again', grant('q', 'R', 20, 30)],
  ['void', hold('R', 5, 6)],
  ['over', revoke('void')],
  ['ended', revoke('G')],
  ['twice', revoke('G')],
  ['foreign grant', grant('q', 'T', 0, 10)],
  ['unknown grant', grant('q', 'nothing', 0, 10)],
  ['foreign deny', deny('p')],
  ['deny', deny('q')],
  ['old me', profile('Ada', 1)],
  ['me', profile('Ada', 2)],
  ['retire', retire('R')],
  ['retire again', later(retire('R'))],
  ['late', hold('R', 50, 60)],
  ['rename foreign', { ...base, op: 'resource.update', resource: id('T'), set: { title: 'mine' } }],
  ['second join', festivalJoin()],
  ['no festival', festivalCreate()],
  ['festival update', { ...base, op: 'festival.update', set: { title: 'mine' } }],
]
const BEN: [string, Operation][] = [
  ['bens join', festivalJoin()],
  ['T', resourceCreate()],
  ['E', eventCreate()],
  ['q', requestCreate('E', 'R', 0, 10)],
  ['p', requestCreate('E', 'T', 0, 10)],
  ['lost', requestCreate('E', 'nothing', 0, 10)],
  ['cancel', cancel('E')],
  ['cancel again', later(cancel('E'))],
  ['withdraw', withdraw('q')],
  ['withdraw again', later(withdraw('q'))],
  ['move', { ...base, op: 'event.update', event: id('E'), set: { title: 'Late' } }],
]
const CLEO: [string, Operation][] = [
  ['cleos join', festivalJoin()],
  ['foreign event', requestCreate('E', 'R', 0, 10)],
  ['foreign move', { ...base, op: 'event.update', event: id('E'), set: { title: 'Mine' } }],
]
const LOGS = { ada: ADA, ben: BEN, cleo: CLEO }

function told(): Rows {
  const rows = new Rows().add('zoe', 9, [['festival', festivalCreate()]])
  for (const [index, [author, entries]] of Object.entries(LOGS).entries()) rows.add(author, index + 1, entries)
  return rows
}

function payloadOf(op: Operation): Uint8Array {
  const encoded = encodeOperation(op)
  if (!encoded.ok) throw new Error(encoded.error.code)
  return encoded.value
}

function reasonOf(name: string, other: Partial<Facts> = {}, rows: Rows = told()): NoEffect | undefined {
  for (const [index, [author, entries]] of Object.entries(LOGS).entries()) {
    const at = entries.findIndex(([each]) => each === name)
    const op = entries[at]?.[1]
    if (op !== undefined) return reason(rows, { author, log: index + 1, seqNum: at + 1, name }, payloadOf(op), other)
  }
  throw new Error(`no entry ${name}`)
}

function reason(
  rows: Rows,
  { author, log, seqNum, name }: { author: string; log: number; seqNum: number; name: string },
  payload: Uint8Array,
  other: Partial<Facts> = {},
): NoEffect | undefined {
  const entry = { id: id(name), author: key(author), log, seqNum, festival: FESTIVAL, payload }
  const keys = factKeys(entry)
  const request = rows.requests.get(keys.request ?? '')
  return explainEntry(entry, {
    festival: rows.festivals.get(keys.festival ?? ''),
    resource: rows.resources.get(keys.resource ?? request?.resource ?? ''),
    event: rows.events.get(keys.event ?? ''),
    request,
    answer: rows.answers.get(keys.answer ?? ''),
    profile: rows.profiles.get(keys.profile?.join() ?? ''),
    isRetracted: false,
    ...other,
  })
}

function bytesReason(fields: Record<string, CborValue>): NoEffect | undefined {
  const payload = encodeCbor(new Map(Object.entries(fields)))
  return reason(told(), { author: 'ada', log: 1, seqNum: 40, name: 'x' }, payload)
}

describe('an entry', () => {
  it('that has an effect has no reason', () => {
    const names = ['join', 'R', 'G', 'ended', 'deny', 'me', 'retire', 'T', 'E', 'q', 'p', 'cancel', 'withdraw', 'move']
    expect(names.map((name) => [name, reasonOf(name)])).toEqual(names.map((name) => [name, undefined]))
  })

  it.each([
    ['again', { code: 'void', because: 'already-answered', blockers: [id('G')] }],
    ['void', { code: 'void', because: 'over-capacity', blockers: [id('G')] }],
    ['late', { code: 'void', because: 'retired', blockers: [] }],
    ['over', { code: 'nothing-to-end' }],
    ['twice', { code: 'nothing-to-end' }],
    ['foreign grant', { code: 'not-theirs' }],
    ['foreign deny', { code: 'not-theirs' }],
    ['rename foreign', { code: 'not-theirs' }],
    ['festival update', { code: 'not-theirs' }],
    ['foreign event', { code: 'not-theirs' }],
    ['foreign move', { code: 'not-theirs' }],
    ['unknown grant', { code: 'unknown-object' }],
    ['lost', { code: 'unknown-object' }],
    ['old me', { code: 'replaced' }],
    ['retire again', { code: 'again' }],
    ['cancel again', { code: 'again' }],
    ['withdraw again', { code: 'again' }],
    ['second join', { code: 'not-first' }],
    ['no festival', { code: 'not-first' }],
  ] as const)('called “%s” says why it has none', (name, expected) => {
    expect(reasonOf(name)).toEqual(expected)
  })

  it('that was retracted says so before anything else, the first one of a log excepted', () => {
    expect(reasonOf('void', { isRetracted: true })).toEqual({ code: 'retracted' })
    expect(reasonOf('join', { isRetracted: true })).toBeUndefined()
  })

  it('about resources stands still behind newer software, others do not', () => {
    expect(reasonOf('void', { newerAt: 2 })).toEqual({ code: 'stands-still' })
    expect(reasonOf('R', { newerAt: 2 })).toBeUndefined()
    expect(reasonOf('me', { newerAt: 2 })).toBeUndefined()
  })

  it('in a log that its object has left is about something that lives elsewhere', () => {
    const rows = told()
    const resource = rows.resources.get(id('R'))
    if (resource === undefined) throw new Error('no resource')
    rows.resources.set(id('R'), {
      ...resource,
      stays: [
        { log: 1, from: 2, to: 2 },
        { log: 7, from: 3 },
      ],
    })
    expect(reasonOf('retire', {}, rows)).toEqual({ code: 'lives-elsewhere' })
  })

  it('that continues another log says what came of it', () => {
    const head = { seqNum: 1, hash: id('x') }
    const op: Operation = { ...base, op: 'log.continue', log: { author: key('ada'), logId: 1n }, head }
    const place = { author: 'ada', log: 1, seqNum: 30, name: 'claim' }
    const said = (claim?: Facts['claim']): NoEffect | undefined => reason(told(), place, payloadOf(op), { claim })
    expect([said('counts'), said('pending'), said('never'), said()]).toEqual([
      undefined,
      { code: 'claim-waits' },
      { code: 'claim-wrong' },
      { code: 'not-theirs' },
    ])
  })

  it('that is no operation says what is wrong with its bytes', () => {
    const time = { v: 1, op: 'event.create', at: 1, title: 'x' }
    expect(bytesReason({ ...time, from: 5, to: 5 })).toMatchObject({ code: 'impossible' })
    expect(bytesReason({ ...time, from: 9, to: 5 })).toMatchObject({ code: 'impossible' })
    expect(bytesReason({ ...time, from: 5, to: 253402300800001 })).toEqual({ code: 'impossible', field: 'to' })
    expect(bytesReason({ v: 1, op: 'dance.begin', at: 1 })).toEqual({ code: 'unknown-operation' })
    expect(bytesReason({ v: 1, op: 'authorization.lend', at: 1 })).toEqual({ code: 'newer-version' })
    expect(bytesReason({ v: 2, op: 'dance.begin', at: 1 })).toEqual({ code: 'newer-version' })
    expect(bytesReason({ hello: 1 })).toEqual({ code: 'not-an-operation' })
    const junk = { author: 'ada', log: 1, seqNum: 40, name: 'x' }
    expect(reason(told(), junk, Uint8Array.of(255, 0))).toEqual({ code: 'not-an-operation' })
  })
})
