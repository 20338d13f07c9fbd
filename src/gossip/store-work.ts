// What sync wants of the store, carried out (DESIGN 3.3, 6): entries in and out, fork proofs, payloads that are missing. Runs
// one thing after the other, in the line of `node.ts`.

import { joined, type CheckedBatch } from '../log/check-entries.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { LinkId } from './fetches.ts'
import type { GossipStore } from './gossip-store.ts'
import { reactionTo } from './ingest-reaction.ts'
import type { EntryMessage, EntriesMessage, ForkMessage, NewestMessage, PushMessage } from './messages.ts'
import { WaitingPieces, type Pieces } from './pieces.ts'
import type { Sync, SyncOutput } from './sync.ts'
import type { Serving, ServingNewest } from './sync-peer.ts'

/** Outputs that need the store. */
export type StoreOutput = Exclude<SyncOutput, { kind: 'close' }>

/** Work that waits for its turn, and what follows from it. */
type Turn = () => Promise<SyncOutput[]>

/** What the work needs of its node. */
export interface StoreWorkOwner {
  now: () => number
  follows: (festival: FestivalId) => boolean
  /** The store's heads and proofs changed otherwise than by appending. */
  reload: (festival: FestivalId) => void
  onGrown: (festival: FestivalId, log: number) => void
}

export class StoreWork {
  readonly #store: GossipStore
  readonly #sync: Sync
  readonly #owner: StoreWorkOwner
  readonly #waiting = new WaitingPieces()

  constructor(store: GossipStore, sync: Sync, owner: StoreWorkOwner) {
    this.#store = store
    this.#sync = sync
    this.#owner = owner
  }

  /**
   * Starts what may run beside the line: the verification of entries, as far ahead as peers have credits to send. The values
   * do the rest in their turn, say `done`, and give what follows from it; none when another one does it, or `overdue` will.
   */
  begin(output: StoreOutput, done: () => void): Turn[] {
    if (output.kind !== 'ingest') return [() => this.#run(output).finally(done)]
    const { link, festival, message } = output
    const heldTo = this.#sync.heldTo(festival, message)
    const checked = this.#owner.follows(festival) ? this.#store.check(message.entries, heldTo) : undefined
    // Whose turn it is will hear of it; a line that ended has no turns.
    checked?.catch(() => undefined)
    const hasMore = this.#sync.expectsMore(link, festival, message)
    return this.#turns(this.#waiting.add(link, festival, { message, hasMore, checked, done }, this.#owner.now()))
  }

  /** Call it at least once a second: what waited long enough for more waits no longer. */
  overdue(): Turn[] {
    return this.#turns(this.#waiting.overdue(this.#owner.now()))
  }

  #turns(all: readonly Pieces[]): Turn[] {
    return all.map((pieces) => () => this.#ingestAll(pieces))
  }

  async #run(output: Exclude<StoreOutput, { kind: 'ingest' }>): Promise<SyncOutput[]> {
    switch (output.kind) {
      case 'ingest-newest':
        return this.#ingestNewest(output)
      case 'keep-fork':
        return this.#keepFork(output)
      case 'look-for-holes':
        this.#sync.wantPayloads(output.link, output.festival, await this.#store.holes(output.festival))
        return []
    }
  }

  /** The message that serves; undefined when nothing is held to serve with. `slot` is ours. */
  async messageFor(serving: Serving | ServingNewest, slot: number): Promise<EntryMessage | undefined> {
    const { author, logId } = serving
    if ('count' in serving) {
      const found = await this.#store.newest(author, logId, serving.count)
      return found === undefined ? undefined : { type: 'newest', slot, author, logId, ...found }
    }
    const entries = await this.#store.load(serving)
    const type = serving.isPush === true ? 'push' : 'entries'
    return entries.length === 0 ? undefined : { type, slot, author, logId, from: serving.from, entries }
  }

  /** In as few batches as possible. */
  async #ingestAll(all: Pieces): Promise<SyncOutput[]> {
    const { link, festival } = all
    const pieces = this.#waiting.take(all, this.#owner.now())
    const outputs: SyncOutput[] = []
    let open: { message: EntriesMessage | PushMessage; batch: CheckedBatch | undefined } | undefined
    try {
      for (const { message, checked } of pieces) {
        const batch = await checked
        const both = open?.batch === undefined || batch === undefined ? undefined : joined(open.batch, batch)
        if (open !== undefined && both === undefined) outputs.push(...(await this.#ingest(link, festival, open)))
        open = { message, batch: both ?? batch }
      }
      if (open !== undefined) outputs.push(...(await this.#ingest(link, festival, open)))
    } finally {
      for (const { done } of pieces) done()
    }
    return outputs
  }

  /** `message`: the last one that the batch was made of. */
  async #ingest(
    link: LinkId,
    festival: FestivalId,
    { message, batch }: { message: EntriesMessage | PushMessage; batch: CheckedBatch | undefined },
  ): Promise<SyncOutput[]> {
    const { follows, onGrown, reload, now } = this.#owner
    const report = batch !== undefined && follows(festival) ? await this.#store.ingest(festival, batch) : {}
    const outputs = this.#sync.ingested(link, festival, message, report, now())
    for (const other of report.elsewhere ?? []) this.#sync.localHeads(other.festival, [other.head], [], now())
    if (report.grown !== undefined) onGrown(festival, report.grown)
    if (report.error?.code === 'forked' || report.inherits) reload(festival)
    return outputs
  }

  async #ingestNewest({ link, festival, message }: StoreInput<NewestMessage>): Promise<SyncOutput[]> {
    const { follows, onGrown, reload } = this.#owner
    const report = follows(festival) ? await this.#store.ingestNewest(festival, message) : {}
    if (report.grown !== undefined) onGrown(festival, report.grown)
    if (report.error?.code === 'forked') reload(festival)
    // What it can not show now comes in order anyway; only what nobody honest sends costs the link.
    const isDishonest = report.error !== undefined && reactionTo(report.error.code) === 'close'
    return isDishonest ? [{ kind: 'close', link, reason: 'bad-entry' }] : []
  }

  async #keepFork({ link, festival, message }: StoreInput<ForkMessage>): Promise<SyncOutput[]> {
    const { isValid, isNews } = await this.#store.keepFork(message.first, message.second)
    if (isNews) this.#owner.reload(festival)
    return isValid ? [] : [{ kind: 'close', link, reason: 'bad-entry' }]
  }
}

interface StoreInput<Message> {
  link: LinkId
  festival: FestivalId
  message: Message
}

/** Sequence number of the last entry in the message; `from - 1` when there is none. */
export function lastOf(message: EntryMessage | undefined, from: number): number {
  return from - 1 + (message === undefined || message.type === 'newest' ? 0 : message.entries.length)
}
