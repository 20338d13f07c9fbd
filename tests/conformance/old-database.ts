// A database that an older version left behind, taken over in a real browser: it gets the very tables and indexes of a new one, in
// another transaction than fake-indexeddb would have. What becomes of all rows: tests/unit/dexie/store-upgrade.test.ts.
import { Dexie } from 'dexie'
import { Database } from '../../src/adapters/dexie/schema.ts'

/** Leaves `tables` of that version with one log, opens it as ours, and says what differs from a new one and up to where the log is verified. */
export async function takeOver(
  version: number,
  tables: Readonly<Record<string, string>>,
): Promise<{ lacks: string[]; hasTooMuch: string[]; verified: number | undefined }> {
  const old = new Dexie('old')
  old.version(version).stores(tables)
  const log = {
    author: 'ada',
    logId: new Uint8Array([1]),
    festival: 'festival',
    seqNum: 7,
    folded: 7,
    own: 0,
    ended: 0,
  }
  await old.table('logs').add(version === 1 ? log : { ...log, verified: 5 })
  old.close()
  const [left, fresh] = [new Database('old'), new Database('new')]
  const [there, wanted] = [await structureOf(left), await structureOf(fresh)]
  const row = await left.logs.toCollection().first()
  await Promise.all([left.delete(), fresh.delete()])
  return {
    lacks: wanted.filter((each) => !there.includes(each)),
    hasTooMuch: there.filter((each) => !wanted.includes(each)),
    verified: row?.verified,
  }
}

/** Each table and each index with its key, as the browser says them. */
async function structureOf(db: Database): Promise<string[]> {
  await db.open()
  const raw = db.backendDB()
  const stores = [...raw.objectStoreNames]
  const view = raw.transaction(stores)
  return stores.flatMap((name) => {
    const store = view.objectStore(name)
    const indexes = [...store.indexNames].map((each) => {
      const { keyPath, unique, multiEntry } = store.index(each)
      return JSON.stringify([name, keyPath, unique, multiEntry])
    })
    return indexes.concat(JSON.stringify([name, store.keyPath, store.autoIncrement]))
  })
}
