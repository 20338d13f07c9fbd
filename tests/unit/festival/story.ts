// Builders for the tests of festivals: names instead of hashes, and logs written as a list of operations.

import { toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import type { FoldStep } from '../../../src/festival/fold-resource.ts'
import { project, reads, type FoldEntry, type Loaded } from '../../../src/festival/project.ts'
import type { FestivalRows } from '../../../src/festival/overview.ts'
import type {
  AnswerRow,
  EventRow,
  FestivalRow,
  ProfileRow,
  RequestRow,
  ResourceRow,
  RowChange,
} from '../../../src/festival/views.ts'
import type { EntryHash, FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import type {
  AuthorizationGrant,
  AuthorizationHold,
  EventCreate,
  Operation,
  RequestCreate,
  ResourceCreate,
} from '../../../src/operations/operation.ts'

const digits = (name: string, length: number): string => toHex(utf8Encode(name)).padEnd(length, '0').slice(0, length)

export const id = (name: string): EntryHash => `0040${digits(name, 128)}` as EntryHash
export const key = (name: string): PublicKey => digits(name, 64) as PublicKey
export const FESTIVAL: FestivalId = id('festival')

const base = { v: 1, at: 1000 } as const

export const resourceCreate = (fields: Partial<ResourceCreate> = {}): ResourceCreate => ({
  ...base,
  op: 'resource.create',
  title: 'Projector',
  kind: 'thing',
  availability: 'always',
  policy: { kind: 'manual' },
  ...fields,
})
export const eventCreate = (fields: Partial<EventCreate> = {}): EventCreate => ({
  ...base,
  op: 'event.create',
  title: 'Reading group',
  from: 100,
  to: 200,
  ...fields,
})
export const requestCreate = (
  event: string,
  resource: string,
  from: number,
  to: number,
  fields: Partial<RequestCreate> = {},
): RequestCreate => ({ ...base, op: 'request.create', event: id(event), resource: id(resource), from, to, ...fields })
export const grant = (
  request: string,
  resource: string,
  from: number,
  to: number,
  fields: Partial<AuthorizationGrant> = {},
): AuthorizationGrant => ({
  ...base,
  op: 'authorization.grant',
  request: id(request),
  resource: id(resource),
  from,
  to,
  by: 'manual',
  ...fields,
})
export const hold = (
  resource: string,
  from: number,
  to: number,
  fields: Partial<AuthorizationHold> = {},
): AuthorizationHold => ({ ...base, op: 'authorization.hold', resource: id(resource), from, to, ...fields })
export const deny = (request: string, by = 'manual', reason?: string): Operation => ({
  ...base,
  op: 'authorization.deny',
  request: id(request),
  by,
  ...(reason === undefined ? {} : { reason }),
})
export const revoke = (answer: string, reason?: string): Operation => ({
  ...base,
  op: 'authorization.revoke',
  grant: id(answer),
  ...(reason === undefined ? {} : { reason }),
})
export const release = (answer: string): Operation => ({ ...base, op: 'authorization.release', grant: id(answer) })
export const retire = (resource: string): Operation => ({ ...base, op: 'resource.retire', resource: id(resource) })
export const withdraw = (request: string): Operation => ({ ...base, op: 'request.withdraw', request: id(request) })
export const cancel = (event: string): Operation => ({ ...base, op: 'event.cancel', event: id(event) })
export const festivalCreate = (title = 'Summer'): Operation => ({
  ...base,
  op: 'festival.create',
  title,
  timezone: 'Europe/Berlin',
  visibility: 'open',
  nonce: '00'.repeat(16),
})
export const festivalJoin = (at = 1000): Operation => ({ v: 1, op: 'festival.join', at, festival: FESTIVAL })

/** A home log: entry names with their operations, in order. */
export const log = (...entries: [string, Operation][]): FoldStep[] =>
  entries.map(([name, op], index) => ({ id: id(name), seqNum: index + 1, at: op.at, op }))

/** Rows in memory, projected entry by entry as a database would do it. */
export class Rows {
  readonly festivals: Map<string, FestivalRow> = new Map()
  readonly resources: Map<string, ResourceRow> = new Map()
  readonly events: Map<string, EventRow> = new Map()
  readonly requests: Map<string, RequestRow> = new Map()
  readonly answers: Map<string, AnswerRow> = new Map()
  readonly profiles: Map<string, ProfileRow> = new Map()
  #arrival = 0

  /** Projects a log; `number` is its local number, `first` the sequence number that it starts with. */
  add(author: string, number: number, entries: [string, Operation][], first = 1): this {
    for (const [index, [name, op]] of entries.entries()) {
      this.#arrival += 1
      const place = { festival: FESTIVAL, log: number, author: key(author), arrival: this.#arrival }
      this.apply({ ...place, id: id(name), seqNum: first + index, op })
    }
    return this
  }

  apply(entry: FoldEntry): RowChange[] {
    const changes = project(entry, this.load(entry))
    for (const change of changes) this.#put(change)
    return changes
  }

  load(entry: FoldEntry): Loaded {
    const wanted = reads(entry)
    const found: Loaded = {
      answers: [...this.answers.values()].filter(
        ({ resource }) => resource !== undefined && resource === wanted.answersOf?.resource,
      ),
    }
    const festival = this.festivals.get(wanted.festival ?? '')
    const resource = this.resources.get(wanted.resource ?? '')
    const event = this.events.get(wanted.event ?? '')
    const request = this.requests.get(wanted.request ?? '')
    const answer = this.answers.get(wanted.answer ?? '')
    const profile = this.profiles.get(wanted.profile?.join() ?? '')
    if (festival) found.festival = festival
    if (resource) found.resource = resource
    if (event) found.event = event
    if (request) found.request = request
    if (answer) found.answer = answer
    if (profile) found.profile = profile
    return found
  }

  get festival(): FestivalRows {
    return {
      resources: new Map([...this.resources.values()].map((row) => [row.id, row])),
      events: new Map([...this.events.values()].map((row) => [row.id, row])),
      requests: [...this.requests.values()],
      answers: [...this.answers.values()],
    }
  }

  #put(change: RowChange): void {
    if (change.table === 'profiles') {
      this.profiles.set([change.row.festival, change.row.author].join(), change.row)
    } else if (change.table !== 'programmes') {
      ;(this[change.table] as Map<string, RowChange['row']>).set(change.row.id, change.row)
    }
  }
}
