// Both blob stores pass the same suite.

import 'fake-indexeddb/auto'
import { afterEach, describe, it } from 'vitest'
import { DexieBlobStore } from '../../src/adapters/dexie/dexie-blob-store.ts'
import { Database } from '../../src/adapters/dexie/schema.ts'
import { blobStoreSuite } from '../../src/testing/blob-store-suite.ts'
import { ManualClock } from '../../src/testing/manual-clock.ts'
import { MemoryBlobStore } from '../../src/testing/memory-blob-store.ts'

describe('MemoryBlobStore', () => {
  it.each(blobStoreSuite)('$name', async ({ run }) => {
    await run(new MemoryBlobStore())
  })
})

describe('DexieBlobStore', () => {
  const database = new Database('blob-store-suite')
  afterEach(async () => {
    await database.delete()
    await database.open()
  })

  it.each(blobStoreSuite)('$name', async ({ run }) => {
    await run(new DexieBlobStore(database, new ManualClock()))
  })
})
