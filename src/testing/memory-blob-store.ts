// Blobs in memory: for tests and Node.

import { concatBytes, toHex, yamfHash } from '../bamboo/index.ts'
import { blobName, type BlobName } from '../operations/blobs.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { BlobId } from '../operations/operation.ts'
import { PART_LENGTH, partCount, partLength, type BlobStore, type PartOutcome } from '../ports/blob-store.ts'

export class MemoryBlobStore implements BlobStore {
  readonly #parts = new Map<BlobName, Uint8Array[]>()
  readonly #named = new Set<string>()

  /** From now on something in the festival names the blob. */
  name(festival: FestivalId, blob: BlobId): void {
    this.#named.add(`${festival} ${blobName(blob)}`)
  }

  async isNamed(festival: FestivalId, blob: BlobId): Promise<boolean> {
    return this.#named.has(`${festival} ${blobName(blob)}`)
  }

  async parts(blob: BlobId): Promise<number> {
    return this.#held(blob).length
  }

  async read(blob: BlobId, part: number): Promise<Uint8Array | undefined> {
    const held = this.#held(blob)
    return held.length === partCount(blob.size) ? held[part]?.slice() : undefined
  }

  async append(blob: BlobId, part: number, bytes: Uint8Array): Promise<PartOutcome> {
    const held = this.#held(blob)
    const isWhole = held.length === partCount(blob.size)
    const isNext = !isWhole && (part === held.length || part === 0) && bytes.length === partLength(blob.size, part)
    if (!isNext) return 'misplaced'
    const parts = [...held.slice(0, part), bytes.slice()]
    this.#parts.set(blobName(blob), parts)
    if (parts.length < partCount(blob.size)) return 'more'
    if (toHex(yamfHash(concatBytes(...parts))) === blob.hash) return 'whole'
    this.#parts.delete(blobName(blob))
    return 'wrong'
  }

  async put(blob: BlobId, bytes: Uint8Array): Promise<void> {
    if (bytes.length !== blob.size || toHex(yamfHash(bytes)) !== blob.hash) throw new RangeError('not that blob')
    const parts = Array.from({ length: partCount(blob.size) }, (_, part) =>
      bytes.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH),
    )
    this.#parts.set(blobName(blob), parts)
  }

  #held(blob: BlobId): readonly Uint8Array[] {
    return this.#parts.get(blobName(blob)) ?? []
  }
}
