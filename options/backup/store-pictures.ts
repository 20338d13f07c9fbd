// Puts the pictures of a backup where pictures are. They wait there as freshly chosen ones do, until the logs that name them are
// taken in; if that never happens they go by themselves (decision 0025).
import type { DexieBlobStore } from '../../src/adapters/dexie/dexie-blob-store.ts'
import { toHex, yamfHash } from '../../src/bamboo/index.ts'
import { MAX_BLOB } from '../../src/operations/limits.ts'

/** Rejects when the database does, for example because it is full. */
export async function storePictures(store: DexieBlobStore, pictures: readonly Blob[]): Promise<void> {
  for (const picture of pictures) {
    if (picture.size === 0 || picture.size > MAX_BLOB) continue
    const bytes = new Uint8Array(await picture.arrayBuffer())
    await store.put({ hash: toHex(yamfHash(bytes)), size: bytes.length }, bytes)
  }
}
