// Makes the snapshot of a festival for its web site (DESIGN 10): a bundle of its logs in which the words are missing that are kept
// for members. All entries stay, so that every signature and link verifies; what they say does not (decision 0042).

import { concatBytes, err, ok, type Result } from '../bamboo/index.ts'
import { contentOf, counts, effectOf, entryHash, lastUnforked } from '../festival/fold-log.ts'
import type { ViewRows } from '../festival/view-rows.ts'
import { writeBundle } from '../log/bundle/write-bundle.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { LogStore, StoredLog } from '../ports/log-store.ts'
import { foldLogs } from './fold-logs.ts'
import { keptForMembers, type SaidEntry } from './kept-for-members.ts'

export interface MadeSnapshot {
  readonly bytes: Uint8Array
  readonly leftOut: LeftOut
}

/** What a snapshot has not: events and things that are for members, and entries without their words, those of the former included. */
export interface LeftOut {
  readonly events: number
  readonly resources: number
  readonly entries: number
}

/**
 * The snapshot of a festival as far as a store has it, verified and below forks; nothing of what it inherits. `unknown-festival`:
 * its first entry is not held. Rejects when the store does.
 */
export async function makeSnapshot(
  store: LogStore,
  festival: FestivalId,
): Promise<Result<MadeSnapshot, { readonly code: 'unknown-festival' }>> {
  const { rows, retracted } = await foldLogs(store, [festival])
  if (!rows.festivals.has(festival)) return err({ code: 'unknown-festival' })
  const logs = await store.logs(festival)
  const said = new Map<string, SaidEntry>()
  for (const log of logs) for (const [place, entry] of await readSaid(store, log)) said.set(place, entry)
  const kept = keptForMembers([...said.values()], rows)
  let entries = 0
  const withhold = (log: StoredLog, seqNum: number): boolean => {
    const entry = said.get(placeOf(log, seqNum))
    // Of what came meanwhile nobody looked for whom it is. The first entry says of which festival a log is, and no more.
    const isKept = seqNum > 1 && (entry === undefined || kept.has(entry.id) || retracted.has(entry.id))
    if (isKept) entries += 1
    return isKept
  }
  const authors = new Set(logs.map(({ author }) => author))
  const parts: Uint8Array[] = []
  for await (const part of writeBundle(store, [{ festival }], { authors, withhold })) parts.push(part)
  return ok({ bytes: concatBytes(...parts), leftOut: { ...leftOutOf(rows, festival), entries } })
}

async function readSaid(store: LogStore, log: StoredLog): Promise<[string, SaidEntry][]> {
  const said: [string, SaidEntry][] = []
  let newerAt: number | undefined
  for (const stored of await store.entries(log, 1, Math.max(1, lastUnforked(log)))) {
    if (!counts(stored, log)) continue
    const content = effectOf(contentOf(stored.payload), newerAt)
    if (content.kind === 'newer') newerAt = stored.seqNum
    const op = content.kind === 'operation' ? content.op : undefined
    said.push([placeOf(log, stored.seqNum), { id: entryHash(stored), author: log.author, op }])
  }
  return said
}

function placeOf({ id }: StoredLog, seqNum: number): string {
  return `${id}/${seqNum}`
}

function leftOutOf(rows: ViewRows, festival: FestivalId): Pick<LeftOut, 'events' | 'resources'> {
  const { events, resources } = rows.rowsOf(festival)
  const forMembers = (all: ReadonlyMap<string, { audience: string }>): number =>
    [...all.values()].filter(({ audience }) => audience !== 'public').length
  return { events: forMembers(events), resources: forMembers(resources) }
}
