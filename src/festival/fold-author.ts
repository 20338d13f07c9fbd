// The rows of one author in one festival, folded anew from all their logs (DESIGN 4.2, 5.3): each object is walked along the
// logs that it lived in, in the order in which it lived there. Projecting entry by entry gives the same rows while no claim
// and no retraction changes anything; this is what is right when one does.

import type { EntryHash, FestivalId, ObjectId } from '../operations/ids.ts'
import type { Operation } from '../operations/operation.ts'
import { foldEntry } from './fold-log.ts'
import { stayAt } from './home.ts'
import { project, reads, type FoldEntry } from './project.ts'
import type { AuthorReading, ReadLog } from './read-author.ts'
import { isResourceOperation } from './resource-step.ts'
import { residences, type Residence } from './succession.ts'
import { ViewRows } from './view-rows.ts'
import type { Stay } from './views.ts'

/** The rows. `arrivalOf` knows the order of arrival of requests here (see `requestsIn`). */
export function foldAuthor(reading: AuthorReading, arrivalOf: (request: ObjectId) => number): ViewRows {
  const rows = new ViewRows()
  const residenceOf = residences(reading.claims)
  const walks = new Walks(reading.logs)
  const later: FoldEntry[] = []
  for (const log of reading.logs) {
    for (const { seqNum, ...operation } of log.operations) {
      const arrival = operation.op.op === 'request.create' ? arrivalOf(operation.id) : 0
      const entry = foldEntry(log, seqNum, operation, arrival)
      const residence = residenceOf(entry)
      walks.learn(entry, residence)
      if (changes(entry.op)) later.push(entry)
      else step(rows, { ...entry, residence })
    }
  }
  for (const entry of later) walks.add(entry)
  for (const entry of walks.inOrder()) step(rows, entry)
  return rows
}

/** Requests among the operations that count. */
export function requestsIn({ logs }: AuthorReading): EntryHash[] {
  return logs.flatMap(({ operations }) => operations.filter(({ op }) => op.op === 'request.create').map(({ id }) => id))
}

function step(rows: ViewRows, entry: FoldEntry): void {
  for (const change of project(entry, rows.load(reads(entry)))) rows.apply(change)
}

/** The entries that change objects, sorted by the lives of these objects: objects that moved alike are one walk. */
class Walks {
  readonly #logs: ReadonlyMap<number, ReadLog>
  readonly #lives = new Map<ObjectId, Life>()
  readonly #resourceOf = new Map<EntryHash, ObjectId>()
  readonly #walks = new Map<string, Life>()

  constructor(logs: readonly ReadLog[]) {
    this.#logs = new Map(logs.map((log) => [log.id, log]))
  }

  /** Takes note of what an entry creates, and of what a later revocation of it would concern. */
  learn({ id, log, op }: FoldEntry, { stays }: Residence): void {
    if ('resource' in op && op.op.startsWith('authorization.')) this.#resourceOf.set(id, op.resource)
    if (changes(op)) return
    const key = stays === undefined ? String(log) : stays.map((stay) => [stay.log, stay.from, stay.to].join()).join(';')
    const life = this.#walks.get(key) ?? this.#newLife(stays ?? [{ log, from: 1 }])
    this.#walks.set(key, life)
    this.#lives.set(id, life)
  }

  /** Puts an entry into the walk of the object that it changes; of one that may not speak for it nothing is left. */
  add(entry: FoldEntry): void {
    const object = this.#changedBy(entry.op, entry.festival)
    const life = object === undefined ? undefined : this.#lives.get(object)
    if (life === undefined) return
    const index = stayAt(life.stays, entry)
    if (index > life.standsStillAfter && isResourceOperation(entry.op)) return
    life.entries[index]?.push(entry)
  }

  *inOrder(): Iterable<FoldEntry> {
    for (const { entries } of this.#walks.values()) for (const stay of entries) yield* stay
  }

  #changedBy(op: Operation, festival: FestivalId): ObjectId | undefined {
    if (op.op === 'festival.update' || op.op === 'festival.list' || op.op === 'festival.unlist') return festival
    if ('grant' in op) return this.#resourceOf.get(op.grant)
    if ('resource' in op) return op.resource
    if ('event' in op) return op.event
    return 'request' in op ? op.request : undefined
  }

  #newLife(stays: readonly Stay[]): Life {
    const still = stays.findIndex(({ log, to }) => {
      const newerAt = this.#logs.get(log)?.newerAt
      return newerAt !== undefined && to !== undefined && newerAt <= to
    })
    return { stays, entries: stays.map(() => []), standsStillAfter: still === -1 ? stays.length : still }
  }
}

interface Life {
  readonly stays: readonly Stay[]
  /** By stay, in the order of its log. */
  readonly entries: readonly FoldEntry[][]
  /** A stay in which newer software spoke: what it said is not understood, so resources stand still also in later ones. */
  readonly standsStillAfter: number
}

/** Whether an operation changes or judges something that an earlier one made; the others count by themselves. */
function changes(op: Operation): boolean {
  switch (op.op) {
    case 'festival.update':
    case 'festival.list':
    case 'festival.unlist':
    case 'resource.update':
    case 'resource.retire':
    case 'event.update':
    case 'event.cancel':
    case 'request.withdraw':
    case 'authorization.grant':
    case 'authorization.hold':
    case 'authorization.revoke':
    case 'authorization.release':
      return true
    case 'festival.create':
    case 'festival.heads':
    case 'festival.join':
    case 'log.continue':
    case 'profile.set':
    case 'resource.create':
    case 'event.create':
    case 'request.create':
    case 'authorization.deny':
    case 'programme.publish':
    case 'retract':
      return false
  }
}
