// What a database is asked, for tests that count.

import type { DBCore, DBCoreTable, Middleware } from 'dexie'
import type { Database } from '../../../src/adapters/dexie/schema.ts'

/** `rows` is how many rows a change writes or deletes, where it names them; 0 for reads. */
export interface SeenRequest {
  table: string
  type: 'add' | 'put' | 'delete' | 'deleteRange' | 'read'
  rows: number
}

/** The list of requests of a database that is not open yet; it grows while they come. */
export function requestsOf(db: Database): SeenRequest[] {
  const seen: SeenRequest[] = []
  const read = (table: string): void => void seen.push({ table, type: 'read', rows: 0 })
  const seeing = (table: DBCoreTable): DBCoreTable => ({
    ...table,
    mutate: (request) => {
      const rows = 'values' in request ? request.values.length : 'keys' in request ? request.keys.length : 0
      seen.push({ table: table.name, type: request.type, rows })
      return table.mutate(request)
    },
    get: (request) => (read(table.name), table.get(request)),
    getMany: (request) => (read(table.name), table.getMany(request)),
    query: (request) => (read(table.name), table.query(request)),
    count: (request) => (read(table.name), table.count(request)),
    openCursor: (request) => (read(table.name), table.openCursor(request)),
  })
  const middleware: Middleware<DBCore> = {
    stack: 'dbcore',
    name: 'sees',
    create: (core) => ({ ...core, table: (name) => seeing(core.table(name)) }),
  }
  db.use(middleware)
  return seen
}
