// A whole node in one process: my log, other people's logs, and what they mean, over any store. For Node, tests and the
// simulator; the extension puts the same parts together itself, spread over its contexts (DESIGN 3.3, 12).

import type { Result } from './bamboo/result.ts'
import { project, reads } from './festival/project.ts'
import type { IncomingEntry } from './log/batch.ts'
import { foldEntry, lastCounting, readEntry, type FoldingLog } from './log/fold.ts'
import { headsOf, type Head } from './log/heads.ts'
import { ingest, type IngestError, type IngestOptions, type IngestOutcome } from './log/ingest.ts'
import type { Publication, PublishError, PublishPorts } from './log/publication.ts'
import { publish } from './log/publish.ts'
import { ViewRows } from './log/view-rows.ts'
import type { FestivalId, PublicKey } from './operations/ids.ts'
import type { StoredLog } from './ports/log-store.ts'

export interface Node {
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
export function createNode(ports: PublishPorts): Node {
  const { store } = ports
  return {
    publicKey: ports.signer.publicKey,
    publish: (publication) => publish(ports, publication),
    ingest: (festival, incoming, options) => ingest(store, festival, incoming, options),
    heads: (festival) => headsOf(store, festival),
    views: (festival) => viewsOf(ports, festival),
  }
}

async function viewsOf({ store }: PublishPorts, festival: FestivalId): Promise<ViewRows> {
  const rows = new ViewRows()
  const logs = await store.logs(festival)
  for (const log of logs) await foldLog(store, log, rows)
  return rows
}

async function foldLog(store: PublishPorts['store'], log: StoredLog, rows: ViewRows): Promise<void> {
  const beginsFestival = log.forkedAt === 1 && log.hash === log.festival
  const folding: FoldingLog = { id: log.id, author: log.author, festival: log.festival }
  for (const stored of await store.entries(log, 1, lastCounting(log, beginsFestival))) {
    const reading = readEntry(stored, folding.newerAt)
    if (reading.kind === 'missing') return
    if (reading.kind === 'newer') folding.newerAt = stored.seqNum
    if (reading.kind !== 'operation') continue
    const arrival = rows.requests.size + 1
    const entry = foldEntry(folding, stored.seqNum, reading, arrival)
    for (const change of project(entry, rows.load(reads(entry)))) rows.apply(change)
  }
}
