// The festivals of the mock provider: items in memory, and whoever is to hear that they changed.

import type { EventItem, Item, PublishOperation, Query, Receipt } from './p2panda.d.ts'
import { mockError } from './mock-errors.ts'

export class MockFestivals {
  readonly #items: Map<string, Item[]>
  readonly #changed: (festival: string) => void
  /** Called after every change of an item. */
  readonly listeners: Set<() => void> = new Set()

  constructor(festivals: Readonly<Record<string, readonly Item[]>>, changed: (festival: string) => void) {
    this.#items = new Map(Object.entries(festivals).map(([festival, items]) => [festival, [...items]]))
    this.#changed = changed
  }

  items(festival: string): Item[] {
    return this.#items.get(festival) ?? []
  }

  put(festival: string, item: Item): void {
    const others = this.items(festival).filter(({ id }) => id !== item.id)
    this.#items.set(festival, [...others, item])
    this.tell()
    this.#changed(festival)
  }

  tell(): void {
    for (const listener of this.listeners) listener()
  }

  /** The festival with an item of that id. */
  holding(id: string): string | undefined {
    return [...this.#items].find(([, items]) => items.some((item) => item.id === id))?.[0]
  }

  item(id: string): Item | undefined {
    return [...this.#items.values()].flat().find((item) => item.id === id)
  }

  /** The first festival: where an invite leads. */
  first(): string {
    const [festival = '0040'.padEnd(132, '1')] = this.#items.keys()
    return festival
  }

  /** One page of what a query finds. */
  find({ festival, type, where = {}, limit = 100, cursor }: Query): { items: Item[]; cursor?: string } {
    const found = this.items(festival).filter((item) => {
      const fields = new Map<string, unknown>(Object.entries(item))
      return item.type === type && Object.entries(where).every(([name, value]) => fields.get(name) === value)
    })
    const start = cursor === undefined ? 0 : found.findIndex(({ id }) => id === cursor) + 1
    if (cursor !== undefined && start === 0) throw mockError('InvalidParams', { path: '/cursor' })
    const items = found.slice(start, start + limit)
    const last = items.at(-1)
    return last !== undefined && start + items.length < found.length ? { items, cursor: last.id } : { items }
  }

  /** What an operation makes of the items; only events appear. */
  apply({ festival, op, fields }: PublishOperation, { id, author }: Receipt): void {
    if (op !== 'event.create') return
    const confirmation = { required: 0, granted: 0, lines: [] }
    const event = { tags: [], ...fields, type: 'event', id, author, cancelled: false, confirmation }
    this.put(festival, event as unknown as EventItem)
  }
}
