// One person's browser for tests: what survives the death of a worker (database, storage, clock), and workers made on it.

import 'fake-indexeddb/auto'
import type { DBCore, DBCoreTable, DBCoreTransaction, Middleware } from 'dexie'
import { composeBackground, type Background } from '../../../background/compose.ts'
import { Wallet } from '../../../background/wallet.ts'
import type { NetworkHost } from '../../../background/network.ts'
import type { PanelCommand, PanelParams, PanelResponse, PanelResult } from '../../../messages/panel.ts'
import type { FromNetwork, ToNetwork } from '../../../messages/network.ts'
import { DexieLogStore } from '../../../src/adapters/dexie/dexie-log-store.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import { Database } from '../../../src/adapters/dexie/schema.ts'
import { cryptoRandom } from '../../../src/adapters/web/crypto-random.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'
import { stretchKey, type StretchKey } from '../../../src/wallet/scrypt.ts'
import { MemoryLocks } from '../../../src/memory/memory-locks.ts'
import { FakeExtension, type FakeStorage } from './fake-extension.ts'

export const START: number = Date.UTC(2026, 5, 5, 12)
export const HOUR = 3_600_000

let made = 0

export class FakeHost implements NetworkHost {
  readonly wakeMinutes: number = 5
  running = false
  onLost: (() => void) | undefined
  readonly sent: ToNetwork[] = []

  async start(): Promise<void> {
    this.running = true
  }

  async stop(): Promise<void> {
    this.running = false
  }

  send(message: ToNetwork): void {
    this.sent.push(message)
  }
}

export interface Worker {
  background: Background
  db: Database
  store: DexieLogStore
  wallet: Wallet
  host: FakeHost
  receive: (message: FromNetwork) => void
}

export class Machine {
  readonly api: FakeExtension = new FakeExtension()
  readonly clock: ManualClock = new ManualClock(START)
  readonly locks: MemoryLocks = new MemoryLocks()
  readonly name: string = `machine-${(made += 1)}`
  /** scrypt; tests that try hundreds of passwords put something quick in its place. */
  stretchKey: StretchKey = stretchKey
  #worker: Worker | undefined
  #ids = 0

  /** The running worker; the first call starts one. */
  get worker(): Worker {
    this.#worker ??= this.#start()
    return this.#worker
  }

  get db(): Database {
    return this.worker.db
  }

  /** The worker is gone, in the middle of whatever it did; the next use starts another one. */
  kill(): void {
    this.#worker?.db.close()
    this.#worker = undefined
    for (const area of Object.values(this.api.storage)) area.beforeUse = undefined
  }

  /** A fresh id, as panels draw one for every command. */
  freshId(): string {
    this.#ids += 1
    return this.#ids.toString(16).padStart(32, '0')
  }

  async command<Name extends PanelCommand>(
    name: Name,
    params: PanelParams<Name>,
    id: string = this.freshId(),
  ): Promise<PanelResponse<Name>> {
    const response = await this.worker.background.commands.run({ id, name, params })
    await this.worker.background.settled()
    return response
  }

  /** A command that must succeed. */
  async done<Name extends PanelCommand>(name: Name, params: PanelParams<Name>): Promise<PanelResult<Name>> {
    const response = await this.command(name, params)
    if (!response.ok) throw new Error(`${name}: ${JSON.stringify(response.error)}`)
    return response.value
  }

  #start(): Worker {
    const { api, clock, locks } = this
    const db = new Database(this.name)
    const store = new DexieLogStore(db)
    const { session, local } = api.storage
    const wallet = new Wallet({
      db,
      session,
      local,
      locks,
      random: cryptoRandom,
      clock,
      alarms: api.alarms,
      stretchKey: this.stretchKey,
    })
    const host = new FakeHost()
    let receive: (message: FromNetwork) => void = () => undefined
    const background = composeBackground({
      api,
      db,
      store,
      wallet,
      clock,
      locks,
      random: cryptoRandom,
      makeHost: (given) => {
        receive = given
        return host
      },
    })
    return { background, db, store, wallet, host, receive }
  }
}

/** Another browser of the same person, as after restoring the wallet there: the same key, and nothing else. */
export async function restored(from: Machine): Promise<Machine> {
  const to = new Machine()
  await to.db.vault.bulkPut(await from.db.vault.toArray())
  await to.db.settings.bulkPut((await from.db.settings.toArray()).filter(({ key }) => key === 'personas'))
  return to
}

/** Every log of a festival goes into the database of another machine, and nobody is told. */
export async function carry(from: Machine, to: Machine, festival: FestivalId): Promise<void> {
  for (const log of await from.worker.store.logs(festival)) {
    const entries = await from.worker.store.entries(log, 1, log.seqNum)
    await ingest(to.worker.store, festival, entries)
  }
}

/** The same, and background is told, as the network half does. */
export async function deliver(from: Machine, to: Machine, festival: FestivalId): Promise<void> {
  await carry(from, to, festival)
  await projectAll(to.db)
  to.worker.receive({ kind: 'changed', festivals: [festival] })
  await to.worker.background.settled()
}

/** Every operation on the database, and on `areas`, fails from the k-th on, as if the worker had been killed there. */
export function dieAt(db: Database, operation: number, areas: readonly FakeStorage[] = []): { hasDied: () => boolean } {
  return die(db, operation, areas, () => true)
}

/** The same, counting what writes: whoever dies at a read leaves what the write before it left. */
export function dieAtWrite(db: Database, write: number): { hasDied: () => boolean } {
  return die(db, write, [], (kind) => kind === 'write')
}

function die(
  db: Database,
  operation: number,
  areas: readonly FakeStorage[],
  counts: (kind: 'read' | 'write') => boolean,
): { hasDied: () => boolean } {
  let operations = 0
  for (const area of areas) {
    area.beforeUse = () => {
      operations += 1
      if (operations >= operation) throw new Error(`killed at ${operation}`)
    }
  }
  const dying =
    <Request extends { trans: DBCoreTransaction }, Answer>(
      run: (request: Request) => Promise<Answer>,
      kind: 'read' | 'write' = 'read',
    ) =>
    async (request: Request): Promise<Answer> => {
      if (counts(kind)) operations += 1
      if (operations < operation) return run(request)
      // What dies commits nothing, and a transaction that is asked nothing more would commit by itself.
      request.trans.abort()
      throw new Error(`killed at ${operation}`)
    }
  const middleware: Middleware<DBCore> = {
    stack: 'dbcore',
    name: 'dies',
    create: (core) => ({
      ...core,
      table: (name): DBCoreTable => {
        const table = core.table(name)
        return {
          ...table,
          get: dying((request) => table.get(request)),
          getMany: dying((request) => table.getMany(request)),
          query: dying((request) => table.query(request)),
          count: dying((request) => table.count(request)),
          openCursor: dying((request) => table.openCursor(request)),
          mutate: dying((request) => table.mutate(request), 'write'),
        }
      },
    }),
  }
  db.use(middleware)
  return { hasDied: () => operations >= operation }
}
