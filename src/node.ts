// A whole node in one process: my log, other people's logs, and what they mean, over any store. For Node, tests and the
// simulator; the extension puts the same parts together itself, spread over its contexts (DESIGN 3.3, 12).

import type { Result } from './bamboo/result.ts'
import { foldAuthor } from './festival/fold-author.ts'
import { counts, lastUnforked } from './festival/fold-log.ts'
import { authorEntry, readAuthor, type AuthorLog } from './festival/read-author.ts'
import type { IncomingEntry } from './log/batch.ts'
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
  const byAuthor = new Map<PublicKey, StoredLog[]>()
  for (const log of await store.logs(festival)) {
    const logs = byAuthor.get(log.author) ?? []
    logs.push(log)
    byAuthor.set(log.author, logs)
  }
  for (const logs of byAuthor.values()) {
    const reading = readAuthor(await Promise.all(logs.map((log) => authorLog(store, log))))
    rows.addAll(foldAuthor(reading, (request) => arrivalOf(request, arrivals)))
  }
  return rows
}

async function authorLog(store: LogStore, log: StoredLog): Promise<AuthorLog> {
  const { id, author, festival, logId, forkedAt } = log
  const held = await store.entries(log, 1, Math.max(1, lastUnforked(log)))
  const entries = held.filter((stored) => counts(stored, log)).map(authorEntry)
  return { id, author, festival, logId, entries, ...(forkedAt === undefined ? {} : { forkedAt }) }
}

function arrivalOf(request: EntryHash, { numbers, last }: Arrivals): number {
  const arrival = numbers.get(request) ?? last
  numbers.set(request, arrival)
  return arrival
}
