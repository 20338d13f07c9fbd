// Decides when the network half exists (DESIGN 3.1): while the user is online and follows a festival that is no demo, and while files are
// imported. Where it lives is the host's business: an offscreen document in Chromium, this page in Firefox.

import { hasIngestWork } from '../src/adapters/dexie/import-rows.ts'
import { readSharedMemberships } from '../src/adapters/dexie/queries.ts'
import { readSetting } from '../src/adapters/dexie/settings.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { ExtensionApi, Port } from './extension-api.ts'
import type { FromNetwork, SignalResult, SignalStep, ToNetwork } from '../messages/network.ts'

/** Where the network half runs. Starting twice and stopping twice is fine. */
export interface NetworkHost {
  /** How often a stopped background is woken to see that the half is still there while online, in minutes. */
  readonly wakeMinutes: number
  start(): Promise<void>
  stop(): Promise<void>
  /** Delivered when the half is there, in order; dropped when it is stopped. */
  send(message: ToNetwork): void
  /** A document of ours connected that runs the half; only where it lives in one. */
  attach?(port: Port): void
  /** The half ended, and nobody stopped it. */
  onLost?: (() => void) | undefined
}

/** What the rest of background asks of the network. */
export interface NetworkControl {
  send(message: ToNetwork): void
  /** One step of connecting by hand. Always answers. */
  signal(step: SignalStep): Promise<SignalResult>
  /** Settings or memberships changed: starts or stops the half, and lets it read them again. */
  refresh(): Promise<void>
}

interface NetworkPorts {
  db: Database
  clock: Clock
  alarms: ExtensionApi['alarms']
  host: NetworkHost
  changed: (festivals: FestivalId[]) => void
  /** More people have something that was written here. */
  delivered: () => void
  /** Before the half starts for somebody who is online; awaited. */
  goesOnline: () => Promise<void>
}

const SIGNAL_TIMEOUT_MS = 60_000
/** The same while files are imported: somebody is waiting. */
const IMPORT_WAKE_MINUTES = 0.5
/** Only wakes: whoever starts looks after the network half by itself. */
const WAKE_ALARM = 'network'

export class Network implements NetworkControl {
  readonly #ports: NetworkPorts
  readonly #signals = new Map<number, (result: SignalResult) => void>()
  #steps = 0
  #refreshing: Promise<void> = Promise.resolve()

  constructor(ports: NetworkPorts) {
    this.#ports = ports
    ports.host.onLost = () => void this.refresh()
  }

  send(message: ToNetwork): void {
    this.#ports.host.send(message)
  }

  async signal(step: SignalStep): Promise<SignalResult> {
    if ((await readSetting(this.#ports.db, 'online')) !== true) return { ok: false, error: { code: 'offline' } }
    await this.refresh()
    const id = (this.#steps += 1)
    return new Promise((resolve) => {
      const silence: SignalResult = { ok: false, error: { code: 'no-answer' } }
      const timer = setTimeout(() => this.#settle(id, silence), SIGNAL_TIMEOUT_MS)
      this.#signals.set(id, (result) => {
        clearTimeout(timer)
        resolve(result)
      })
      this.send({ kind: 'signal', id, step })
    })
  }

  /** One refresh after the other, so that quick flips of the switch end as the switch does. */
  refresh(): Promise<void> {
    this.#refreshing = this.#refreshing.then(() => this.#apply()).catch(() => undefined)
    return this.#refreshing
  }

  /** A message from the network half. */
  receive(message: FromNetwork): void {
    switch (message.kind) {
      case 'changed':
        this.#ports.changed(message.festivals)
        return
      case 'delivered':
        this.#ports.delivered()
        return
      case 'imported':
        void this.refresh()
        return
      case 'signalled':
        this.#settle(message.id, message.result)
    }
  }

  #settle(id: number, result: SignalResult): void {
    this.#signals.get(id)?.(result)
    this.#signals.delete(id)
  }

  async #apply(): Promise<void> {
    const { alarms, db, host } = this.#ports
    const isOnline = (await readSetting(db, 'online')) === true
    const isImporting = await hasIngestWork(db)
    if (isImporting || (isOnline && (await readSharedMemberships(db)).length > 0)) {
      if (isOnline) await this.#ports.goesOnline()
      alarms.create(WAKE_ALARM, { periodInMinutes: isImporting ? IMPORT_WAKE_MINUTES : host.wakeMinutes })
      await host.start()
      host.send({ kind: 'refresh' })
      if (isImporting) host.send({ kind: 'imports' })
    } else {
      await alarms.clear(WAKE_ALARM)
      await host.stop()
      await this.#sayOffline(isOnline)
    }
  }

  /** A stopped half can not say so itself, and panels would believe its last word for another 30 seconds. */
  async #sayOffline(online: boolean): Promise<void> {
    const { db, clock } = this.#ports
    await db.status.put({ key: 'network', at: clock.now(), online, peers: {}, holders: {}, trackers: [] })
  }
}
