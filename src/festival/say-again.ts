// What I wrote into a log that forked there, said again in a new one (DESIGN 4.1, 4.2): nobody counts it any more where it stands.
// Answers are not among it: what they answered waits again, and is answered by whoever lends.

import { parseEntryHash, type EntryHash, type ObjectId } from '../operations/ids.ts'
import type { Operation, OperationName } from '../operations/operation.ts'

/** An entry that has no effect any more. */
export interface LostEntry {
  entry: EntryHash
  operation: Operation
}

/** An operation, given the hashes of the ones said again before it. */
export type AgainStep = (previous: readonly EntryHash[]) => Operation

const SAID_AGAIN: ReadonlySet<OperationName> = new Set<OperationName>([
  'festival.update',
  'festival.list',
  'festival.unlist',
  'profile.set',
  'resource.create',
  'resource.update',
  'resource.retire',
  'event.create',
  'event.update',
  'event.cancel',
  'request.create',
  'request.withdraw',
  'programme.publish',
])

/** Those that are said again, in their order. */
export function worthSaying(lost: readonly LostEntry[]): LostEntry[] {
  return lost.filter(({ operation }) => SAID_AGAIN.has(operation.op))
}

/** The same again; what they name of each other is named as it is called now. */
export function sayAgain(lost: readonly LostEntry[]): AgainStep[] {
  const places = new Map(lost.map(({ entry }, index) => [entry, index]))
  return lost.map(
    ({ operation }) =>
      (previous) =>
        renamed(operation, places, previous) as Operation,
  )
}

/** The older objects of mine that they change: these go on in the new log. */
export function changedByThem(lost: readonly LostEntry[]): ObjectId[] {
  const own = new Set(lost.map(({ entry }) => entry))
  const changed = lost.flatMap(({ operation }): ObjectId[] => {
    const { op } = operation
    if (op === 'resource.update' || op === 'resource.retire') return [operation.resource]
    if (op === 'event.update' || op === 'event.cancel') return [operation.event]
    return op === 'request.withdraw' ? [operation.request] : []
  })
  return [...new Set(changed)].filter((object) => !own.has(object))
}

/** Names are hashes: nothing else in an operation looks like one of them. */
function renamed(value: unknown, places: ReadonlyMap<EntryHash, number>, previous: readonly EntryHash[]): unknown {
  if (typeof value === 'string') {
    const hash = parseEntryHash(value)
    const place = hash === undefined ? undefined : places.get(hash)
    return place === undefined ? value : (previous[place] ?? value)
  }
  if (Array.isArray(value)) return value.map((each) => renamed(each, places, previous))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, places, previous)]))
}
