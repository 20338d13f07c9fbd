// Which words of a festival are not for everybody (`audience`, DESIGN 4.3): the events and things that are for members, and all that
// was said about them only. What is left tells nothing false: lines that stand or fall together stay or go together.

import type { EntryHash, ObjectId, PublicKey } from '../operations/ids.ts'
import type { AuthorizationGrant, Operation, ProgrammePublish } from '../operations/operation.ts'
import { currentProgrammes } from '../festival/programmes.ts'
import type { ViewRows } from '../festival/view-rows.ts'
import type { RequestRow } from '../festival/views.ts'

/** An entry and what it says; without `op` it says nothing that is understood here, or nothing that has an effect. */
export interface SaidEntry {
  readonly id: EntryHash
  readonly author: PublicKey
  readonly op: Operation | undefined
}

/** The entries of a festival, in the order of their logs, whose words are not for everybody. `rows`: what all of them come to. */
export function keptForMembers(entries: readonly SaidEntry[], rows: ViewRows): ReadonlySet<EntryHash> {
  const members = new Members(entries, rows)
  return new Set(entries.filter((entry) => members.keep(entry)).map(({ id }) => id))
}

class Members {
  readonly #rows: ViewRows
  /** Requests that everybody may see. */
  readonly #shown: ReadonlySet<ObjectId>
  /** Grants and holds of which nothing is left. */
  readonly #answers = new Set<EntryHash>()
  /** Lists that count now and are for everybody, by author and title. */
  readonly #lists: ReadonlySet<string>

  constructor(entries: readonly SaidEntry[], rows: ViewRows) {
    this.#rows = rows
    this.#shown = this.#shownRequests()
    const lists = currentProgrammes(rows.programmes.values()).filter((list) => !this.#isMembersList(list))
    this.#lists = new Set(lists.map(listName))
    this.#keepAnswers(entries)
  }

  keep({ id, author, op }: SaidEntry): boolean {
    if (op === undefined) return true
    switch (op.op) {
      case 'resource.create':
        return this.#isMembersThing(id)
      case 'resource.update':
      case 'resource.retire':
        return this.#isMembersThing(op.resource)
      case 'event.create':
        return !this.#isPublicEvent(id)
      case 'event.update':
      case 'event.cancel':
        return !this.#isPublicEvent(op.event)
      case 'request.create':
        return !this.#shown.has(id)
      case 'request.withdraw':
      case 'authorization.deny':
        return !this.#shown.has(op.request)
      case 'authorization.grant':
      case 'authorization.hold':
        return this.#answers.has(id)
      case 'authorization.revoke':
      case 'authorization.release':
        return this.#answers.has(op.grant)
      case 'programme.publish':
        // Of a list that is not shown no older one must come back.
        return this.#isMembersList(op) || !this.#lists.has(listName({ author, ...op }))
      case 'festival.create':
      case 'festival.update':
      case 'festival.list':
      case 'festival.unlist':
      case 'festival.heads':
      case 'festival.join':
      case 'log.continue':
      case 'profile.set':
      case 'retract':
        return false
    }
  }

  /** An event that is not known, or of another festival, may be anybody's. */
  #isPublicEvent(id: ObjectId): boolean {
    return this.#rows.events.get(id)?.audience === 'public'
  }

  #isMembersThing(id: ObjectId): boolean {
    return this.#rows.resources.get(id)?.audience === 'members'
  }

  /** What is void stays void: without the answer in its way it would look like a promise, so it goes with that. */
  #keepAnswers(entries: readonly SaidEntry[]): void {
    const explained = new Set(
      entries.flatMap(({ op }) => (op !== undefined && 'grant' in op && op.reason !== undefined ? [op.grant] : [])),
    )
    const answers = entries.flatMap(({ id, op }) =>
      op?.op === 'authorization.grant' || op?.op === 'authorization.hold' ? [{ id, op }] : [],
    )
    const touched = new Set<ObjectId>()
    for (const { id, op } of answers) {
      const isKept =
        op.op === 'authorization.hold' ? this.#isMembersThing(op.resource) : this.#keepsGrant(op, explained.has(id))
      if (!isKept) continue
      this.#answers.add(id)
      touched.add(op.resource)
    }
    for (const { id, op } of answers) {
      if (touched.has(op.resource) && this.#rows.answers.get(id)?.state === 'void') this.#answers.add(id)
    }
  }

  /**
   * Without words, the grant of a thing that everybody may see says only when it is taken, and stays, so that nobody takes it
   * for free, whoever has it.
   */
  #keepsGrant({ request, resource, note }: AuthorizationGrant, isExplained: boolean): boolean {
    if (this.#isMembersThing(resource)) return true
    return !this.#shown.has(request) && (note !== undefined || isExplained)
  }

  /** Requests of public events for public things, unless one that they follow, or are an alternative to, is for members. */
  #shownRequests(): ReadonlySet<ObjectId> {
    const { requests } = this.#rows
    const shown = new Set(requests.keys())
    const beside = linked(requests)
    const toHide = [...requests.values()].filter(
      ({ event, resource }) => !this.#isPublicEvent(event) || this.#isMembersThing(resource),
    )
    for (let next = toHide.pop(); next !== undefined; next = toHide.pop()) {
      if (shown.delete(next.id)) toHide.push(...(beside.get(next.id) ?? []))
    }
    return shown
  }

  /** A list that says something about an event for members, or that has no others, is one for members. */
  #isMembersList({ events }: Pick<ProgrammePublish, 'events'>): boolean {
    const others = events.filter(({ event }) => !this.#isPublicEvent(event))
    return others.some(({ note }) => note !== undefined) || (events.length > 0 && others.length === events.length)
  }
}

function listName({ author, title }: { author: PublicKey; title: string }): string {
  return `${author}/${title}`
}

/** The requests next to each: of the same author for the same event, and one names the other. */
function linked(requests: ReadonlyMap<ObjectId, RequestRow>): ReadonlyMap<ObjectId, RequestRow[]> {
  const beside = new Map<ObjectId, RequestRow[]>()
  const link = (from: RequestRow, to: RequestRow): void =>
    void beside.set(from.id, [...(beside.get(from.id) ?? []), to])
  for (const request of requests.values()) {
    for (const named of [request.supersedes, request.alternativeTo]) {
      const other = named === undefined ? undefined : requests.get(named)
      if (other === undefined || other.author !== request.author || other.event !== request.event) continue
      link(request, other)
      link(other, request)
    }
  }
  return beside
}
