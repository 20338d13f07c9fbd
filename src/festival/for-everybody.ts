// What of a festival is for everybody (`audience`, DESIGN 4.3): the rule of web pages and of snapshots (decision 42). What is left tells
// nothing false: lines that stand or fall together stay or go together, and a public thing stays taken by what is for members.

import type { ObjectId } from '../operations/ids.ts'
import type { AnswerRow, EventRow, RequestRow, ResourceRow } from './views.ts'

/** Everything of a festival that its requests are about. */
export interface AskedRows {
  readonly resources: ReadonlyMap<ObjectId, Pick<ResourceRow, 'audience'>>
  readonly events: ReadonlyMap<ObjectId, Pick<EventRow, 'audience'>>
  readonly requests: readonly RequestRow[]
}

/** How much of an answer is for everybody: `taken` is that and when it takes its thing, without words and without what for. */
export type AnswerPart = 'all' | 'taken' | 'nothing'

export class ForEverybody {
  readonly #rows: AskedRows
  readonly #requests: ReadonlySet<ObjectId>

  constructor(rows: AskedRows) {
    this.#rows = rows
    this.#requests = this.#shownRequests()
  }

  /** An event that is not known, or of another festival, may be anybody's. */
  hasEvent(id: ObjectId): boolean {
    return this.#rows.events.get(id)?.audience === 'public'
  }

  /** A thing that is not known is not called one for members: nothing is known of it that could be told. */
  hasThing(id: ObjectId): boolean {
    return this.#rows.resources.get(id)?.audience !== 'members'
  }

  /** Requests of public events for public things, unless one that they follow, or are an alternative to, is for members. */
  hasRequest(id: ObjectId): boolean {
    return this.#requests.has(id)
  }

  partOf({ kind, resource, request }: Pick<AnswerRow, 'kind' | 'resource' | 'request'>): AnswerPart {
    if (resource !== undefined && !this.hasThing(resource)) return 'nothing'
    if (request === undefined || this.hasRequest(request)) return 'all'
    return kind === 'deny' ? 'nothing' : 'taken'
  }

  #shownRequests(): ReadonlySet<ObjectId> {
    const { requests } = this.#rows
    const shown = new Set(requests.map(({ id }) => id))
    const beside = linked(requests)
    const toHide = requests.filter(({ event, resource }) => !this.hasEvent(event) || !this.hasThing(resource))
    for (let next = toHide.pop(); next !== undefined; next = toHide.pop()) {
      if (shown.delete(next.id)) toHide.push(...(beside.get(next.id) ?? []))
    }
    return shown
  }
}

/** The requests next to each: of the same author for the same event, and one names the other. */
function linked(requests: readonly RequestRow[]): ReadonlyMap<ObjectId, RequestRow[]> {
  const byId = new Map(requests.map((request) => [request.id, request]))
  const beside = new Map<ObjectId, RequestRow[]>()
  const link = (from: RequestRow, to: RequestRow): void =>
    void beside.set(from.id, [...(beside.get(from.id) ?? []), to])
  for (const request of requests) {
    for (const named of [request.supersedes, request.alternativeTo]) {
      const other = named === undefined ? undefined : byId.get(named)
      if (other === undefined || other.author !== request.author || other.event !== request.event) continue
      link(request, other)
      link(other, request)
    }
  }
  return beside
}
