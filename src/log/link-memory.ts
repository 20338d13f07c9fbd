// The hashes that the next entries of a log link back to, kept from one batch to the next: whoever takes a long log in would
// otherwise read a segment of the store for each of them, batch after batch (DESIGN 3.3).

import { certificatePool, toHex } from '../bamboo/index.ts'
import type { EntryHash } from '../operations/ids.ts'
import type { VerifiedAppend } from '../ports/log-store.ts'
import type { LogName } from './batch.ts'

/** Logs whose links are remembered; the one that was added to longest ago is forgotten first. */
const MAX_LOGS = 64

const NOTHING: ReadonlyMap<number, Uint8Array> = new Map()

/** What is known of one log. True whatever happens to the log meanwhile: the hash of a head vouches for all below it. */
export class LinkMemory {
  #head: EntryHash | undefined
  #hashes: ReadonlyMap<number, Uint8Array> = NOTHING

  /** Hashes by sequence number of a log that ends with this entry; none when it is not the one that is known. */
  below(head: EntryHash | undefined): ReadonlyMap<number, Uint8Array> {
    return head === undefined || head !== this.#head ? NOTHING : this.#hashes
  }

  /** These follow the entry `head`, or begin the log. Kept are the few that entries to come can link to. */
  add(head: EntryHash | undefined, appends: readonly VerifiedAppend[]): void {
    const [first, last] = [appends[0], appends.at(-1)]
    if (first === undefined || last === undefined) return
    const before = this.below(head)
    const hashes = new Map<number, Uint8Array>()
    // Links do not cross: those from beyond an entry lead to itself or to its own way down.
    for (const seqNum of certificatePool(last.seqNum, last.seqNum)) {
      const hash = seqNum < first.seqNum ? before.get(seqNum) : appends[seqNum - first.seqNum]?.hash
      if (hash !== undefined) hashes.set(seqNum, hash.slice())
    }
    this.#head = toHex(last.hash) as EntryHash
    this.#hashes = hashes
  }
}

/** One for each of the logs that were added to last. */
export class LinkMemories {
  readonly #all = new Map<string, LinkMemory>()

  of({ author, logId }: LogName): LinkMemory {
    const name = `${author}/${logId}`
    const memory = this.#all.get(name) ?? new LinkMemory()
    this.#all.delete(name)
    this.#all.set(name, memory)
    const [oldest] = this.#all.keys()
    if (oldest !== undefined && this.#all.size > MAX_LOGS) this.#all.delete(oldest)
    return memory
  }
}
