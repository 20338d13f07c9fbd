// The bundle files that wait to be checked or added (DESIGN 3.1): one after the other, each from where it stopped, whatever
// died in between; then the signatures that any import left for later. The table `imports` is both list of work and report.

import { leftLogs, nextImport } from '../src/adapters/dexie/import-rows.ts'
import type { ImportRow } from '../src/adapters/dexie/import-schema.ts'
import type { LogRow } from '../src/adapters/dexie/schema.ts'
import type { ImportPorts } from './import-ports.ts'
import { runImport } from './import-run.ts'
import { checkSignatures } from './import-signatures.ts'

/** What is being done; without a row it is signatures that an earlier import left. */
interface Job {
  row?: ImportRow
  logs?: readonly LogRow[]
  stop: AbortController
}

export class Imports {
  readonly #ports: ImportPorts
  readonly #onIdle: () => void
  /** Logs that could not be checked for reasons of this machine: not again in this life. */
  readonly #givenUp = new Set<number>()
  #job: Job | undefined
  #working: Promise<void> | undefined
  #hasNews = false
  #isStopped = false
  #hasSaidIdle = false

  /** `onIdle` is called when there is nothing left to do: once at the beginning, and whenever something was done. */
  constructor(ports: ImportPorts, onIdle: () => void) {
    this.#ports = ports
    this.#onIdle = onIdle
  }

  /** The table changed, or this life begins: begins, goes on or stops. */
  look(): void {
    if (this.#isStopped) return
    this.#hasNews = true
    this.#working ??= this.#work()
    void this.#reconsider().catch(() => undefined)
  }

  /** Ends at the next commit and loses nothing; the next life goes on. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#job?.stop.abort()
    await this.#working
  }

  async #work(): Promise<void> {
    let done = 0
    // A database that is going away ends it; whoever looks next begins again.
    while (await this.#doNext().catch(() => false)) done += 1
    this.#working = undefined
    if (this.#isStopped || (done === 0 && this.#hasSaidIdle)) return
    this.#hasSaidIdle = true
    this.#onIdle()
  }

  /** False when there was nothing to do. */
  async #doNext(): Promise<boolean> {
    while (this.#hasNews && !this.#isStopped) {
      this.#hasNews = false
      const job = await this.#nextJob()
      if (job === undefined) continue
      this.#hasNews = true
      this.#job = job
      await this.#do(job)
      this.#job = undefined
      return true
    }
    return false
  }

  async #nextJob(): Promise<Job | undefined> {
    const { db } = this.#ports
    const row = await nextImport(db)
    if (row !== undefined) return { row, stop: new AbortController() }
    const left = await leftLogs(db)
    const logs = left.filter(({ id }) => !this.#givenUp.has(id))
    return logs.length === 0 ? undefined : { logs, stop: new AbortController() }
  }

  async #do({ row, logs, stop }: Job): Promise<void> {
    if (this.#isStopped) return
    if (row !== undefined) await runImport(this.#ports, row, stop.signal)
    if (logs === undefined) return
    await checkSignatures(this.#ports, logs, { signal: stop.signal, onFailed: ({ id }) => this.#givenUp.add(id) })
  }

  /** Ends what nobody wants any more, and what can wait for a file. */
  async #reconsider(): Promise<void> {
    const job = this.#job
    if (job === undefined) return
    const { db } = this.#ports
    const { row } = job
    const now = row === undefined ? undefined : await db.imports.get(row.id)
    const isWanted = row === undefined ? !(await nextImport(db)) : now?.state === 'running' && now.kind === row.kind
    if (!isWanted) job.stop.abort()
  }
}
