// Which waiting requests must be seen side by side: those that can not all be granted together (mockup 01a).
import type { InboxItem } from '../../src/festival/overview.ts'
import type { Interval } from '../../src/operations/operation.ts'
import type { People } from '../use-people.ts'

/** Requests for one resource of which granting one leaves too little for another; alone when nothing collides. */
export type InboxGroup = readonly [InboxItem, ...InboxItem[]]

/** The time that two askers both want. */
export function sharedTime(first: InboxItem, second: InboxItem): Interval | undefined {
  return first.competing.find(({ request }) => request.id === second.request.id)?.overlap
}

/** The zone and the people of the festival that a group belongs to. */
export interface Place {
  zone: string
  people: People
}

/** A group is known by its first request while that one waits. */
export function keyOf([first]: InboxGroup): string {
  return first.request.id
}

/** Whether somebody else has the thing for the time that all of them ask for. */
export function isOnWaitlist(group: InboxGroup): boolean {
  return group.every(({ available }) => !available)
}

/** Groups in the order of the inbox; every item is in exactly one. */
export function groupInbox(items: readonly InboxItem[]): InboxGroup[] {
  const left = new Set(items)
  const byId = new Map(items.map((item) => [item.request.id, item]))
  const groups: InboxGroup[] = []
  for (const item of items) {
    if (!left.delete(item)) continue
    const group: [InboxItem, ...InboxItem[]] = [item]
    for (const member of group) {
      for (const { request } of member.competing) {
        const other = byId.get(request.id)
        if (other === undefined || !left.has(other) || !collides(member, other)) continue
        left.delete(other)
        group.push(other)
      }
    }
    groups.push(group)
  }
  return groups
}

/** Two requests collide when their shared time has no room for both beside what is taken in it already. */
function collides(first: InboxItem, second: InboxItem): boolean {
  if (first.resource.id !== second.resource.id) return false
  const shared = sharedTime(first, second)
  if (shared === undefined) return false
  const taken = first.taken
    .filter(({ overlap }) => overlap.from < shared.to && shared.from < overlap.to)
    .reduce((sum, { answer }) => sum + answer.quantity, 0)
  return first.request.quantity + second.request.quantity + taken > first.resource.capacity
}
