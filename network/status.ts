// Keeps the status row fresh that panels show: on every change, and every 10 s so that they can tell a living network half
// from a dead one (StatusRow in src/adapters/dexie/status-schema.ts).

import type { Database } from '../src/adapters/dexie/schema.ts'
import type { StatusRow } from '../src/adapters/dexie/status-schema.ts'

const HEARTBEAT_MS = 10_000

export class Status {
  readonly #db: Database
  readonly #read: () => StatusRow
  #writing: Promise<void> | undefined
  #isDirty = false
  #writtenAt = 0
  /** What panels know by now, without the time. */
  #told = ''
  #isStopped = false

  constructor(db: Database, read: () => StatusRow) {
    this.#db = db
    this.#read = read
  }

  /** Something in it changed. Several changes at once are written once. */
  changed(): void {
    if (this.#isStopped) return
    this.#isDirty = true
    this.#writing ??= this.#write()
  }

  /** Call it about once a second: changes that nobody reports (peers confirm what they hold) are found then. */
  tick(now: number): void {
    if (now - this.#writtenAt >= HEARTBEAT_MS || contentOf(this.#read()) !== this.#told) this.changed()
  }

  /** Nothing is written after this resolves. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#writing
  }

  async #write(): Promise<void> {
    // Let a burst of changes end first.
    await Promise.resolve()
    while (this.#isDirty && !this.#isStopped) {
      this.#isDirty = false
      const row = this.#read()
      this.#writtenAt = row.at
      this.#told = contentOf(row)
      // A status that could not be written is written again 10 s later.
      await this.#db.status.put(row).catch(() => undefined)
    }
    this.#writing = undefined
  }
}

/** Bytes grow all the time: they are told with the next heartbeat. */
function contentOf(row: StatusRow): string {
  const withoutTraffic = row.links?.map((link) => ({ ...link, sentBytes: 0, receivedBytes: 0 }))
  return JSON.stringify({ ...row, at: 0, links: withoutTraffic })
}
