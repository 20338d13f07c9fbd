// Addresses of the pages about things, to be linked to from everywhere in the options page.
import type { ResourceKind } from '../../src/operations/operation.ts'
import type { ObjectId } from '../../src/operations/ids.ts'

/** What can be done on the page of a thing: ask for it, change it, offer another one like it. */
export const thingActs = ['ask', 'change', 'like'] as const
export type ThingAct = (typeof thingActs)[number]

/** The page of a thing. */
export function thingAddress(id: ObjectId, act?: ThingAct): string {
  return act === undefined ? `#thing/${id}` : `#thing/${id}/${act}`
}

/** Where something new is offered. */
export function offerAddress(kind: ResourceKind = 'thing'): string {
  return `#offer/${kind}`
}
