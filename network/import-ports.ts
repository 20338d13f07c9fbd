// What imports work with.

import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { EntryVerifier } from '../src/ports/entry-verifier.ts'
import type { LogStore } from '../src/ports/log-store.ts'

export interface ImportPorts {
  db: Database
  store: LogStore
  verifier: EntryVerifier
  clock: Clock
  /** Entries were stored: fold them. */
  onStored: () => void
  /** Signatures in this festival were checked: its entries may be relayed and answered now. */
  onChecked: (festival: FestivalId) => void
}
