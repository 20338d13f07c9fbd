// The blob store in IndexedDB, shared by all contexts: panels put what a person chose, the network half what comes from others,
// and everybody reads. A row for each part, so that a transfer goes on where it broke off and 64 KiB are read without the rest.

import { concatBytes, toHex, yamfHash } from '../../bamboo/index.ts'
import { blobName } from '../../operations/blobs.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { BlobId } from '../../operations/operation.ts'
import { PART_LENGTH, partCount, partLength, type BlobStore, type PartOutcome } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { namesBlob } from './blob-names.ts'
import { dropBlobRows, partRows } from './blob-rows.ts'
import type { Database, HeldBlobRow } from './schema.ts'

export class DexieBlobStore implements BlobStore {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  isNamed(festival: FestivalId, blob: BlobId): Promise<boolean> {
    return namesBlob(this.#db, festival, blobName(blob))
  }

  async parts(blob: BlobId): Promise<number> {
    return partsOf(await this.#db.heldBlobs.get(blobName(blob)))
  }

  async read(blob: BlobId, part: number): Promise<Uint8Array | undefined> {
    const name = blobName(blob)
    const { heldBlobs, blobParts } = this.#db
    return this.#db.transaction('r', heldBlobs, blobParts, async () => {
      const row = await heldBlobs.get(name)
      return row?.whole === 1 ? (await blobParts.get([name, part]))?.data : undefined
    })
  }

  async append(blob: BlobId, part: number, bytes: Uint8Array): Promise<PartOutcome> {
    const name = blobName(blob)
    const { heldBlobs, blobParts, wantedBlobs } = this.#db
    return this.#db.transaction('rw', heldBlobs, blobParts, wantedBlobs, async () => {
      const row = await heldBlobs.get(name)
      const isNext = row?.whole !== 1 && (part === partsOf(row) || part === 0)
      if (!isNext || bytes.length !== partLength(blob.size, part)) return 'misplaced'
      if (part === 0 && row !== undefined) await dropBlobRows(this.#db, [name])
      await blobParts.put({ name, part, data: bytes })
      const whole = part + 1 === partCount(blob.size)
      if (whole) {
        const parts = await partRows(this.#db, name).toArray()
        if (toHex(yamfHash(concatBytes(...parts.map(({ data }) => data)))) !== blob.hash) {
          await dropBlobRows(this.#db, [name])
          return 'wrong'
        }
        await wantedBlobs.delete(name)
      }
      const held = part * PART_LENGTH + bytes.length
      await heldBlobs.put({ name, held, whole: whole ? 1 : 0, usedAt: this.#clock.now() })
      return whole ? 'whole' : 'more'
    })
  }

  async put(blob: BlobId, bytes: Uint8Array): Promise<void> {
    if (bytes.length !== blob.size || toHex(yamfHash(bytes)) !== blob.hash) throw new RangeError('not that blob')
    const name = blobName(blob)
    const { heldBlobs, blobParts, wantedBlobs } = this.#db
    const parts = Array.from({ length: partCount(blob.size) }, (_, part) => {
      return { name, part, data: bytes.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH) }
    })
    await this.#db.transaction('rw', heldBlobs, blobParts, wantedBlobs, async () => {
      await blobParts.bulkPut(parts)
      await wantedBlobs.delete(name)
      await heldBlobs.put({ name, held: blob.size, whole: 1, usedAt: this.#clock.now(), fresh: 1 })
    })
  }
}

function partsOf(row: HeldBlobRow | undefined): number {
  return Math.ceil((row?.held ?? 0) / PART_LENGTH)
}
