// A large file imported inside a page, while somebody outside looks at the memory.
import { DexieLogStore } from '../src/adapters/dexie/dexie-log-store.ts'
import { Database } from '../src/adapters/dexie/schema.ts'
import { blobSource } from '../src/adapters/web/blob-source.ts'
import { createVerifierPool } from '../src/adapters/web/verifier-pool.ts'
import { prepareHashing } from '../src/bamboo/index.ts'
import { importBundle } from '../src/log/bundle/import-bundle.ts'

let entries = 0
let isDone = false
let failure: unknown

/** Begins; every signature is checked. */
export function start(url: string): void {
  importFile(url).catch((error: unknown) => {
    failure = error
  })
}

/** How far it is. Throws what made it fail. */
export function progress(): { entries: number; isDone: boolean } {
  if (failure !== undefined) throw failure
  return { entries, isDone }
}

async function importFile(url: string): Promise<void> {
  await prepareHashing()
  const file = await (await fetch(url)).blob()
  const verifier = createVerifierPool({ create: () => new Worker('verifier-worker.js') })
  const taken = await importBundle(new DexieLogStore(new Database('large')), blobSource(file), {
    verifier,
    accept: () => true,
    onProgress: (now) => {
      entries = now.entries
    },
  })
  verifier.close()
  if (!taken.ok || taken.value.problems.length > 0) throw new Error(JSON.stringify(taken))
  isDone = true
}
