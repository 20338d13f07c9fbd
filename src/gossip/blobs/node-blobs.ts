// Blobs of one node, with its store and its links: parts in and out (DESIGN 6). Without a store a node wants none and has none.

import type { FestivalId } from '../../operations/ids.ts'
import type { BlobId } from '../../operations/operation.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { PeerLink } from '../peer-link.ts'
import type { AnyBlobMessage, BlobMessage } from './blob-messages.ts'
import type { ServingBlob } from './blob-peer.ts'
import { Blobs, type WantedBlob } from './blobs.ts'

/** What blobs need of their node. */
export interface BlobsOwner {
  now: () => number
  follows: (festival: FestivalId) => boolean
  /** One after the other, with everything else that asks the store; then what is to be said is said. */
  enqueue: (work: () => Promise<void>) => Promise<void>
  /** A blob came and is held. */
  onHeld: (blob: BlobId) => void
}

export class NodeBlobs {
  readonly state: Blobs = new Blobs()
  readonly #store: BlobStore | undefined
  readonly #owner: BlobsOwner

  constructor(store: BlobStore | undefined, owner: BlobsOwner) {
    this.#store = store
    this.#owner = owner
  }

  /** These blobs, and no others, are wanted from now on. */
  want(wanted: readonly WantedBlob[]): Promise<void> {
    return this.#owner.enqueue(async () => this.state.want(wanted, this.#owner.now()))
  }

  /** Whether nobody who is linked to us has a blob that is wanted, as far as they said. */
  isNowhere(blob: BlobId): boolean {
    return this.state.isNowhere(blob, this.#owner.now())
  }

  /** Blobs are here, or are named, that were not before: whoever asked for one of them in vain is told. */
  lookAgain(): Promise<void> {
    return this.#owner.enqueue(async () => {
      for (const asked of this.state.awaited) {
        if ((await this.#read(asked)) !== undefined) this.state.held(asked.blob, this.#owner.now())
      }
    })
  }

  message(link: PeerLink, festival: FestivalId, message: AnyBlobMessage, bulkBytes: number): void {
    const part = this.state.message(link.id, festival, message, this.#owner.now())
    if (part === undefined) link.release(bulkBytes)
    void this.#owner.enqueue(async () => part && this.#take(link, part, bulkBytes))
  }

  /** Sends the part that the link is to be sent next, if it is here. Says when it has read it. */
  async serve(link: PeerLink, onRead: () => void): Promise<void> {
    const serving = this.state.nextServing(link.id)
    const slot = serving === undefined ? undefined : link.slotOf(serving.festival)
    const bytes = serving === undefined || slot === undefined ? undefined : await this.#read(serving)
    onRead()
    if (serving === undefined || !link.isLive) return
    this.state.served(link.id, serving, bytes !== undefined)
    const { blob, part } = serving
    if (bytes !== undefined && slot !== undefined) link.sendBulk({ type: 'blob', slot, blob, part, bytes })
  }

  async #take(link: PeerLink, message: BlobMessage, bulkBytes: number): Promise<void> {
    const { blob, part, bytes } = message
    // A disk that takes nothing, for whatever reason, is asked again later.
    const outcome = (await this.#store?.append(blob, part, bytes).catch(() => 'full' as const)) ?? 'misplaced'
    link.release(bulkBytes)
    const isLie = this.state.stored(link.id, message, outcome, this.#owner.now())
    if (isLie) link.close('bad-entry')
    if (outcome === 'whole') this.#owner.onHeld(blob)
  }

  /** Only what something in the festival names. */
  async #read({ festival, blob, part }: ServingBlob): Promise<Uint8Array | undefined> {
    if (this.#store === undefined || !this.#owner.follows(festival)) return undefined
    // Most of what is asked for in vain is not here: that is one question instead of four.
    const bytes = await this.#store.read(blob, part)
    return bytes !== undefined && (await this.#store.isNamed(festival, blob)) ? bytes : undefined
  }
}
