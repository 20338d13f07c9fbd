// Databases for tests: opened on fake-indexeddb, dumped as plain values, and made to die at a given write.

import 'fake-indexeddb/auto'
import type { DBCore, DBCoreTable, Middleware } from 'dexie'
import { PROJECTED_TABLES } from '../../../src/adapters/dexie/batch-rows.ts'
import { Database } from '../../../src/adapters/dexie/schema.ts'

let made = 0
const open: Database[] = []

/** A fresh, empty database; `closeDatabases` deletes it. */
export function newDatabase(): Database {
  made += 1
  return sameDatabase(`test-${made}`)
}

/** Another connection to a database, as another context of the extension has. */
export function sameDatabase(name: string): Database {
  const db = new Database(name)
  open.push(db)
  return db
}

export async function closeDatabases(): Promise<void> {
  const dbs = open.splice(0)
  for (const db of dbs) db.close()
  for (const db of dbs) await db.delete()
}

/** All view rows, by table. */
export async function viewsOf(db: Database): Promise<Record<string, unknown[]>> {
  const views: Record<string, unknown[]> = {}
  for (const table of PROJECTED_TABLES) views[table] = await db.table(table).toArray()
  return views
}

/** Lets the k-th write reject, and all after it, as if the context had been killed there. */
export function dieAtWrite(db: Database, write: number): { hasDied: () => boolean } {
  return failAtWrite(db, write, new Error(`died at write ${write}`))
}

/** Lets the k-th write and all after it fail with `error`; as in a browser, the transaction is aborted. */
export function failAtWrite(db: Database, write: number, error: Error): { hasDied: () => boolean } {
  let writes = 0
  const failing = (table: DBCoreTable): DBCoreTable => ({
    ...table,
    mutate: (request) => {
      writes += 1
      if (writes < write) return table.mutate(request)
      request.trans.abort()
      return Promise.reject(error)
    },
  })
  const middleware: Middleware<DBCore> = {
    stack: 'dbcore',
    name: 'fails',
    create: (core) => ({ ...core, table: (name) => failing(core.table(name)) }),
  }
  db.use(middleware)
  return { hasDied: () => writes >= write }
}
