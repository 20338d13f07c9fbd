// The view rows that one batch of the projection touches: read once each, changed in memory, written together at its end.
// Lives inside one transaction.

import type { Loaded, RowReads } from '../../festival/project.ts'
import type { AnswerRow, RowChange } from '../../festival/views.ts'
import { ViewRows, profileKey } from '../../festival/view-rows.ts'
import type { Database } from './schema.ts'

/** All tables that hold view rows. */
export const VIEW_TABLES: readonly RowChange['table'][] = [
  'festivals',
  'resources',
  'events',
  'requests',
  'answers',
  'profiles',
  'programmes',
]

export class BatchRows {
  readonly #db: Database
  readonly #rows = new ViewRows()
  /** What was read from the database or written here: reading it again would undo changes. */
  readonly #known = new Set<string>()
  readonly #changes = new Map<string, RowChange>()

  constructor(db: Database) {
    this.#db = db
  }

  async load(reads: RowReads): Promise<Loaded> {
    const { festival, resource, event, request, answer, answersOf, profile } = reads
    const db = this.#db
    if (festival !== undefined) await this.#fetch('festivals', festival, () => db.festivals.get(festival))
    if (resource !== undefined) await this.#fetch('resources', resource, () => db.resources.get(resource))
    if (event !== undefined) await this.#fetch('events', event, () => db.events.get(event))
    if (request !== undefined) await this.#fetch('requests', request, () => db.requests.get(request))
    if (answer !== undefined) await this.#fetch('answers', answer, () => db.answers.get(answer))
    if (profile !== undefined) await this.#fetch('profiles', profileKey(...profile), () => db.profiles.get(profile))
    if (answersOf !== undefined) await this.#fetchAnswersOf(answersOf)
    return this.#rows.load(reads)
  }

  apply(change: RowChange): void {
    const key = keyOf(change)
    this.#known.add(key)
    this.#changes.set(key, change)
    this.#rows.apply(change)
  }

  /** Writes what changed. */
  async write(): Promise<void> {
    for (const table of VIEW_TABLES) {
      const rows: object[] = []
      for (const change of this.#changes.values()) if (change.table === table) rows.push(change.row)
      if (rows.length > 0) await this.#db.table(table).bulkPut(rows)
    }
  }

  async #fetch<Table extends RowChange['table']>(
    table: Table,
    id: string,
    get: () => PromiseLike<Extract<RowChange, { table: Table }>['row'] | undefined>,
  ): Promise<void> {
    const key = `${table}/${id}`
    if (this.#known.has(key)) return
    this.#known.add(key)
    const row = await get()
    if (row !== undefined) this.#rows.apply({ table, row } as RowChange)
  }

  async #fetchAnswersOf(resource: AnswerRow['id']): Promise<void> {
    const mark = `answersOf/${resource}`
    if (this.#known.has(mark)) return
    this.#known.add(mark)
    for (const row of await this.#db.answers.where('resource').equals(resource).toArray()) {
      const change: RowChange = { table: 'answers', row }
      if (this.#known.has(keyOf(change))) continue
      this.#known.add(keyOf(change))
      this.#rows.apply(change)
    }
  }
}

function keyOf({ table, row }: RowChange): string {
  return `${table}/${table === 'profiles' ? profileKey(row.festival, row.author) : row.id}`
}
