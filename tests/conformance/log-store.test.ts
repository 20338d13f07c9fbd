// Both log stores pass the same suite.

import 'fake-indexeddb/auto'
import { afterEach, describe, it } from 'vitest'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { Database } from '../../src/adapters/dexie/schema.ts'
import { logStoreSuite } from '../../src/testing/log-store-suite.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'

describe('MemoryLogStore', () => {
  it.each(logStoreSuite)('$name', async ({ run }) => {
    await run(new MemoryLogStore())
  })
})

describe('DexieLogStore', () => {
  const database = new Database('log-store-suite')
  afterEach(async () => {
    await database.delete()
    await database.open()
  })

  it.each(logStoreSuite)('$name', async ({ run }) => {
    await run(new DexieLogStore(database))
  })
})
