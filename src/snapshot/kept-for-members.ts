// Which entries of a festival lose their words in a snapshot: all that say something which is not for everybody (`for-everybody.ts`). An
// entry is signed as a whole, so what might be told in part goes whole.

import type { EntryHash, ObjectId, PublicKey } from '../operations/ids.ts'
import type { AuthorizationGrant, Operation, ProgrammePublish } from '../operations/operation.ts'
import { ForEverybody } from '../festival/for-everybody.ts'
import { currentProgrammes } from '../festival/programmes.ts'
import type { ViewRows } from '../festival/view-rows.ts'

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
  readonly #everybody: ForEverybody
  /** Grants and holds of which nothing is left. */
  readonly #answers = new Set<EntryHash>()
  /** Lists that count now and are for everybody, by author and title. */
  readonly #lists: ReadonlySet<string>

  constructor(entries: readonly SaidEntry[], rows: ViewRows) {
    this.#rows = rows
    const { resources, events, requests } = rows
    this.#everybody = new ForEverybody({ resources, events, requests: [...requests.values()] })
    const lists = currentProgrammes(rows.programmes.values()).filter((list) => !this.#isMembersList(list))
    this.#lists = new Set(lists.map(listName))
    this.#keepAnswers(entries)
  }

  keep({ id, author, op }: SaidEntry): boolean {
    if (op === undefined) return true
    switch (op.op) {
      case 'resource.create':
        return !this.#everybody.hasThing(id)
      case 'resource.update':
      case 'resource.retire':
        return !this.#everybody.hasThing(op.resource)
      case 'event.create':
        return !this.#everybody.hasEvent(id)
      case 'event.update':
      case 'event.cancel':
        return !this.#everybody.hasEvent(op.event)
      case 'request.create':
        return !this.#everybody.hasRequest(id)
      case 'request.withdraw':
      case 'authorization.deny':
        return !this.#everybody.hasRequest(op.request)
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
        op.op === 'authorization.hold'
          ? !this.#everybody.hasThing(op.resource)
          : this.#keepsGrant(op, explained.has(id))
      if (!isKept) continue
      this.#answers.add(id)
      touched.add(op.resource)
    }
    for (const { id, op } of answers) {
      if (touched.has(op.resource) && this.#rows.answers.get(id)?.state === 'void') this.#answers.add(id)
    }
  }

  /** Without words, the grant of a public thing says only when it is taken, and stays, so that nobody takes it for free. */
  #keepsGrant({ request, resource, note }: AuthorizationGrant, isExplained: boolean): boolean {
    const part = this.#everybody.partOf({ kind: 'grant', resource, request })
    return part === 'nothing' || (part === 'taken' && (note !== undefined || isExplained))
  }

  /** A list that says something about an event for members, or that has no others, is one for members. */
  #isMembersList({ events }: Pick<ProgrammePublish, 'events'>): boolean {
    const others = events.filter(({ event }) => !this.#everybody.hasEvent(event))
    return others.some(({ note }) => note !== undefined) || (events.length > 0 && others.length === events.length)
  }
}

function listName({ author, title }: { author: PublicKey; title: string }): string {
  return `${author}/${title}`
}
