// Fills the bulk lane of a link from the store, one message at a time: entries before blobs, and nothing while something is loaded.

import type { NodeBlobs } from './blobs/node-blobs.ts'
import type { LinkId } from './fetches.ts'
import type { PeerLink } from './peer-link.ts'
import { lastOf, type StoreWork } from './store-work.ts'
import type { Sync } from './sync.ts'

export class BulkLoader {
  readonly #sync: Sync
  readonly #work: StoreWork
  readonly #blobs: NodeBlobs
  /** Links that wait for entries or blobs from the store. */
  readonly #loading = new Set<LinkId>()

  constructor(sync: Sync, work: StoreWork, blobs: NodeBlobs) {
    this.#sync = sync
    this.#work = work
    this.#blobs = blobs
  }

  /** Whether the link is to be loaded for; if so, call `load` when its turn comes. */
  begin({ id }: PeerLink): boolean {
    if (this.#loading.has(id)) return false
    const isWanted = (this.#sync.nextServing(id) ?? this.#blobs.state.nextServing(id)) !== undefined
    if (isWanted) this.#loading.add(id)
    return isWanted
  }

  /** Reads and sends the next message. */
  async load(link: PeerLink): Promise<void> {
    const onRead = (): void => this.forget(link)
    const serving = this.#sync.nextServing(link.id)
    if (serving === undefined) return this.#blobs.serve(link, onRead)
    const slot = link.slotOf(serving.festival)
    const message = slot === undefined ? undefined : await this.#work.messageFor(serving, slot)
    onRead()
    if (!link.isLive) return
    if ('count' in serving) this.#sync.servedNewest(link.id, serving)
    else this.#sync.served(link.id, serving, lastOf(message, serving.from))
    if (message !== undefined) link.sendBulk(message)
  }

  forget(link: PeerLink): void {
    this.#loading.delete(link.id)
  }
}
