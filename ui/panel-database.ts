// The database as panels see it: opened once per page, read with live queries, never written (DESIGN §3.1).
import { Database } from '../src/adapters/dexie/schema.ts'

let opened: Database | undefined

export function panelDatabase(): Database {
  opened ??= new Database()
  return opened
}
