// What pages that listen get to know without asking (DESIGN 8): what their site may do, as whom, that a festival changed, how far
// what was written for them has spread, and what became of their prompts. Each is a state, computed from the database and sent
// when it differs from what this page heard last: a page that comes back after a death, a sleep or the back/forward cache hears
// all of it again, so nothing is lost and something may come twice.

import type { Database } from '../src/adapters/dexie/schema.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { PageSender } from '../messages/sender.ts'
import type { ToPage } from '../page/wire.ts'
import type { Port } from './extension-api.ts'
import { deliveriesOf, identityOf, permissionOfSite, promptsOf, statesOf, type SiteNow } from './site-news.ts'
import { permissionsOf } from './permissions.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { SubscribedTabs } from './subscribed-tabs.ts'

/** One thing that a page may hear of: `key` says which, so that only another `detail` of it is news. */
export interface News {
  key: string
  event: Extract<ToPage, { kind: 'event' }>['event']
  detail: unknown
}

interface Listener {
  page: PageSender
  /** By key, what was sent last, as text. */
  heard: Map<string, string>
}

interface EventPorts {
  db: Database
  clock: Clock
  tabs: SubscribedTabs
}

export class PageEvents {
  readonly #ports: EventPorts
  readonly #listeners = new Map<Port, Listener>()

  constructor(ports: EventPorts) {
    this.#ports = ports
  }

  /** From now on this page hears of everything; at first of how it is now. */
  async add(port: Port, page: PageSender): Promise<void> {
    if (this.#listeners.has(port)) return
    this.#listeners.set(port, { page, heard: new Map() })
    await this.#ports.tabs.add(page.tab)
    await this.#tell(port)
  }

  /** The page is gone. */
  drop(port: Port): void {
    this.#listeners.delete(port)
  }

  /** Tabs with a page that listens and is connected. */
  tabs(): Set<number> {
    return new Set([...this.#listeners.values()].map(({ page }) => page.tab))
  }

  /** Looks again at everything; at the contents of festivals only where they changed. */
  async refresh(changed: readonly FestivalId[]): Promise<void> {
    for (const port of this.#listeners.keys()) await this.#tell(port, changed)
  }

  async #tell(port: Port, changed?: readonly FestivalId[]): Promise<void> {
    const listener = this.#listeners.get(port)
    if (listener === undefined) return
    const { db, clock } = this.#ports
    const permissions = await permissionsOf(db, listener.page, clock.now())
    const site: SiteNow = { db, clock, page: listener.page, permissions }
    const news = [
      permissionOfSite(site),
      ...(await identityOf(site)),
      ...(await statesOf(site, changed)),
      ...(await promptsOf(site)),
      ...(await deliveriesOf(site)),
    ]
    for (const each of news) this.#send(port, listener, each)
  }

  #send(port: Port, { heard }: Listener, { key, event, detail }: News): void {
    const text = JSON.stringify(detail)
    if (heard.get(key) === text || !this.#listeners.has(port)) return
    heard.set(key, text)
    try {
      port.postMessage({ kind: 'event', event, detail } satisfies ToPage)
    } catch {
      // The page went away while we read; its port says so in a moment.
      this.drop(port)
    }
  }
}
