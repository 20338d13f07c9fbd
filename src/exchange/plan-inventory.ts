// What becomes of a table of things in a festival: who offers them has some of them there already.

import type { ResourceRow } from '../festival/views.ts'
import type { ResourceFields } from '../operations/operation.ts'
import type { PublicKey } from '../operations/ids.ts'
import { plainLine } from './plain-text.ts'
import type { PlanState } from './plan-programme.ts'
import type { InventoryItem } from './read-inventory.ts'

export interface PlannedThing {
  item: InventoryItem
  state: PlanState
}

/** One of mine of the same name and kind is the same. */
export function planInventory(
  items: readonly InventoryItem[],
  here: { me: PublicKey; resources: readonly ResourceRow[] },
): PlannedThing[] {
  const mine = here.resources.filter(({ owner, retired }) => owner === here.me && retired === undefined)
  const there = new Set(mine.map(nameOf))
  const before = new Set<string>()
  return items.map((item) => {
    const name = nameOf(item)
    const state = there.has(name) ? 'there' : before.has(name) ? 'twice' : 'new'
    before.add(name)
    return { item, state }
  })
}

/** What is offered: at any time, answered by hand. */
export function offerOf({ title, kind, quantity, description, location, tags }: InventoryItem): ResourceFields {
  return {
    title,
    kind,
    tags,
    capacity: quantity,
    availability: 'always',
    policy: { kind: 'manual' },
    ...(description === undefined ? {} : { description }),
    ...(location === undefined ? {} : { location }),
  }
}

function nameOf({ title, kind }: Pick<InventoryItem, 'title' | 'kind'>): string {
  return `${kind}/${plainLine(title).normalize('NFKC').toLowerCase()}`
}
