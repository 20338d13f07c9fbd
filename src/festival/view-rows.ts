// The view tables in memory (DESIGN 3.3): whole for a node without a database, or the part that one batch of a projection
// touches. Written only through `apply`.

import { bearsOn, occupiedBy } from './judge-answer.ts'
import type { FestivalRows } from './overview.ts'
import type { AnswersAround, Loaded, RowReads } from './project.ts'
import type {
  AnswerRow,
  EventRow,
  FestivalRow,
  ProfileRow,
  ProgrammeRow,
  RequestRow,
  ResourceRow,
  RowChange,
} from './views.ts'
import type { FestivalId, ObjectId, PublicKey } from '../operations/ids.ts'

export class ViewRows {
  readonly festivals: Map<FestivalId, FestivalRow> = new Map()
  readonly resources: Map<ObjectId, ResourceRow> = new Map()
  readonly events: Map<ObjectId, EventRow> = new Map()
  readonly requests: Map<ObjectId, RequestRow> = new Map()
  readonly answers: Map<ObjectId, AnswerRow> = new Map()
  /** By `profileKey`. */
  readonly profiles: Map<string, ProfileRow> = new Map()
  readonly programmes: Map<ObjectId, ProgrammeRow> = new Map()
  /** Effective answers by resource. */
  readonly #inForce = new Map<ObjectId, Map<ObjectId, AnswerRow>>()

  /** The rows that a projection step asked for, as far as they are here. */
  load(reads: RowReads): Loaded {
    return {
      ...part('festival', this.festivals, reads.festival),
      ...part('resource', this.resources, reads.resource),
      ...part('event', this.events, reads.event),
      ...part('request', this.requests, reads.request),
      ...part('answer', this.answers, reads.answer),
      ...part('profile', this.profiles, reads.profile === undefined ? undefined : profileKey(...reads.profile)),
      answers: reads.answersOf === undefined ? [] : this.#answersAround(reads.answersOf),
    }
  }

  /** The row that a change would put another one for. */
  before({ table, row }: RowChange): RowChange['row'] | undefined {
    return table === 'profiles' ? this.profiles.get(profileKey(row.festival, row.author)) : this[table].get(row.id)
  }

  /** Puts one row. */
  apply(change: RowChange): void {
    switch (change.table) {
      case 'festivals':
        return void this.festivals.set(change.row.id, change.row)
      case 'resources':
        return void this.resources.set(change.row.id, change.row)
      case 'events':
        return void this.events.set(change.row.id, change.row)
      case 'requests':
        return void this.requests.set(change.row.id, change.row)
      case 'answers':
        return this.#putAnswer(change.row)
      case 'profiles':
        return void this.profiles.set(profileKey(change.row.festival, change.row.author), change.row)
      case 'programmes':
        return void this.programmes.set(change.row.id, change.row)
    }
  }

  /** Puts all rows of others, for example those of one author. */
  addAll(others: ViewRows): void {
    for (const change of others.changes()) this.apply(change)
  }

  /** All rows, each as the change that puts it. */
  *changes(): Iterable<RowChange> {
    for (const row of this.festivals.values()) yield { table: 'festivals', row }
    for (const row of this.resources.values()) yield { table: 'resources', row }
    for (const row of this.events.values()) yield { table: 'events', row }
    for (const row of this.requests.values()) yield { table: 'requests', row }
    for (const row of this.answers.values()) yield { table: 'answers', row }
    for (const row of this.profiles.values()) yield { table: 'profiles', row }
    for (const row of this.programmes.values()) yield { table: 'programmes', row }
  }

  /** What overviews of one festival are computed from. */
  rowsOf(festival: FestivalId): FestivalRows {
    const isHere = (row: { festival: FestivalId }): boolean => row.festival === festival
    return {
      resources: new Map([...this.resources].filter(([, row]) => isHere(row))),
      events: new Map([...this.events].filter(([, row]) => isHere(row))),
      requests: [...this.requests.values()].filter(isHere),
      answers: [...this.answers.values()].filter(isHere),
    }
  }

  #answersAround(asked: AnswersAround): AnswerRow[] {
    const resource = this.resources.get(asked.resource)
    const answers = this.#inForce.get(asked.resource)
    if (resource === undefined || answers === undefined) return []
    const occupied = occupiedBy(asked, resource.buffer)
    return [...answers.values()].filter((answer) => bearsOn(answer, asked, occupied))
  }

  #putAnswer(row: AnswerRow): void {
    this.answers.set(row.id, row)
    if (row.resource === undefined) return
    const siblings = this.#inForce.get(row.resource) ?? new Map<ObjectId, AnswerRow>()
    this.#inForce.set(row.resource, siblings)
    if (row.state === 'effective') siblings.set(row.id, row)
    else siblings.delete(row.id)
  }
}

/** The key of a profile row in a map. */
export function profileKey(festival: FestivalId, author: PublicKey): string {
  return `${festival}/${author}`
}

function part<Name extends string, Key, Row>(
  name: Name,
  rows: ReadonlyMap<Key, Row>,
  key: Key | undefined,
): { [_ in Name]?: Row } {
  const row = key === undefined ? undefined : rows.get(key)
  return row === undefined ? {} : ({ [name]: row } as { [_ in Name]: Row })
}
