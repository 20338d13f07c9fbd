// A whole node in one process: my log, other people's logs, and what they mean, over any store. For Node, tests and the
// simulator; the extension puts the same parts together itself, spread over its contexts (DESIGN 3.3, 12).

import type { Result } from './bamboo/result.ts'
import { project, reads } from './festival/project.ts'
import type { IncomingEntry } from './log/batch.ts'
import { counts, foldEntry, lastUnforked, readEntry, type FoldingLog } from './festival/fold-log.ts'
import { headsOf, type Head } from './log/heads.ts'
import { ingest, type IngestError, type IngestOptions, type IngestOutcome } from './log/ingest.ts'
import type { Publication, PublishError, PublishPorts } from './log/publication.ts'
import { publish } from './log/publish.ts'
import { ViewRows } from './festival/view-rows.ts'
import type { EntryHash, FestivalId, PublicKey } from './operations/ids.ts'
import type { LogStore, StoredLog } from './ports/log-store.ts'

export interface LocalNode {
  readonly publicKey: PublicKey
  /** Appends to the own log (see `publish`). */
  publish<Value extends object>(publication: Publication<Value>): Promise<Result<Value, PublishError>>
  /** Takes consecutive entries of one log from outside (see `ingest`). */
  ingest(
    festival: FestivalId,
    incoming: readonly IncomingEntry[],
    options?: IngestOptions,
  ): Promise<Result<IngestOutcome, IngestError>>
  heads(festival: FestivalId): Promise<Head[]>
  /** What is true now in a festival, computed from all logs held. */
  views(festival: FestivalId): Promise<ViewRows>
}

/** A node over these ports. With the memory adapters of src/testing it needs nothing from outside. */
export function createNode(ports: PublishPorts): LocalNode {
  const { store } = ports
  const arrivals: Arrivals = { numbers: new Map(), last: 0 }
  return {
    publicKey: ports.signer.publicKey,
    publish: (publication) => publish(ports, publication),
    ingest: (festival, incoming, options) => ingest(store, festival, incoming, options),
    heads: (festival) => headsOf(store, festival),
    views: (festival) => viewsOf(store, festival, arrivals),
  }
}

/** When requests were first seen; those of one look came at once and share a number. */
interface Arrivals {
  readonly numbers: Map<EntryHash, number>
  last: number
}

async function viewsOf(store: LogStore, festival: FestivalId, arrivals: Arrivals): Promise<ViewRows> {
  const rows = new ViewRows()
  arrivals.last += 1
  for (const log of await store.logs(festival)) await foldLog(store, log, rows, arrivals)
  return rows
}

async function foldLog(store: LogStore, log: StoredLog, rows: ViewRows, arrivals: Arrivals): Promise<void> {
  const folding: FoldingLog = { id: log.id, author: log.author, festival: log.festival }
  const entries = await store.entries(log, 1, Math.max(1, lastUnforked(log)))
  for (const stored of entries) {
    if (!counts(stored, log)) return
    const reading = readEntry(stored, folding.newerAt)
    if (reading.kind === 'missing') return
    if (reading.kind === 'newer') folding.newerAt = stored.seqNum
    if (reading.kind !== 'operation') continue
    const arrival = arrivals.numbers.get(reading.id) ?? arrivals.last
    if (reading.op.op === 'request.create') arrivals.numbers.set(reading.id, arrival)
    const entry = foldEntry(folding, stored.seqNum, reading, arrival)
    for (const change of project(entry, rows.load(reads(entry)))) rows.apply(change)
  }
}
