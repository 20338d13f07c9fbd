// Live values of pages (DESIGN 8): computed again when something changed, sent when they differ, the whole value every
// time. Pages keep their subscriptions and bring them again, so nothing is lost with a worker.

import type { FestivalId } from '../src/operations/ids.ts'
import type { PageSender } from '../messages/sender.ts'
import type { Item } from '../page/p2panda.d.ts'
import type { ToPage } from '../page/wire.ts'
import type { Port } from './extension-api.ts'
import type { PageQuery } from './page-query.ts'
import type { SubscribedTabs } from './subscribed-tabs.ts'

const MAX_PER_PAGE = 50

interface Subscription {
  page: PageSender
  query: PageQuery
  /** The value that was sent last, as text. */
  last?: string
}

/** The value now; undefined when the site may not read it any more. */
type Compute = (page: PageSender, query: PageQuery) => Promise<{ items: Item[] } | undefined>

export class Subscriptions {
  readonly #tabs: SubscribedTabs
  readonly #compute: Compute
  readonly #listening: () => ReadonlySet<number>
  readonly #live = new Map<Port, Map<string, Subscription>>()

  /** `listening` are the tabs with pages that are connected for another reason. */
  constructor(tabs: SubscribedTabs, compute: Compute, listening: () => ReadonlySet<number> = () => new Set()) {
    this.#tabs = tabs
    this.#listening = listening
    this.#compute = compute
  }

  /** False when the page has too many. The first value is sent by `refreshOne`, after the page was told yes. */
  async add(port: Port, id: string, page: PageSender, query: PageQuery): Promise<boolean> {
    const ofPage = this.#live.get(port) ?? new Map<string, Subscription>()
    if (ofPage.size >= MAX_PER_PAGE) return false
    this.#live.set(port, ofPage.set(id, { page, query }))
    await this.#tabs.add(page.tab)
    return true
  }

  remove(port: Port, id: string): void {
    this.#live.get(port)?.delete(id)
  }

  /** The page is gone. */
  async drop(port: Port, page: PageSender): Promise<void> {
    this.#live.delete(port)
    if (!this.#awake().has(page.tab)) await this.#tabs.delete(page.tab)
  }

  /** Computes and sends one value, its first. */
  async refreshOne(port: Port, id: string): Promise<void> {
    const subscription = this.#live.get(port)?.get(id)
    if (subscription !== undefined) await this.#send(port, id, subscription)
  }

  /** Computes again what may have changed: everything, or what reads one of the festivals. */
  async refresh(festivals?: readonly FestivalId[]): Promise<void> {
    for (const [port, ofPage] of this.#live) {
      for (const [id, subscription] of ofPage) {
        const isDue = festivals === undefined || festivals.includes(subscription.query.festival)
        if (isDue) await this.#send(port, id, subscription)
      }
    }
  }

  /** At the start of a worker: pages that were subscribed with the one before come back. */
  async wake(): Promise<void> {
    await this.#tabs.wake(this.#awake())
  }

  #awake(): Set<number> {
    const tabs = new Set<number>(this.#listening())
    for (const ofPage of this.#live.values()) for (const { page } of ofPage.values()) tabs.add(page.tab)
    return tabs
  }

  async #send(port: Port, id: string, subscription: Subscription): Promise<void> {
    const value = await this.#compute(subscription.page, subscription.query)
    if (this.#live.get(port)?.get(id) !== subscription) return
    if (value === undefined) return this.remove(port, id)
    const text = JSON.stringify(value.items)
    if (text === subscription.last) return
    subscription.last = text
    const change: ToPage = { kind: 'change', id, items: value.items }
    try {
      port.postMessage(change)
    } catch {
      // The page went away while we computed; its port says so in a moment.
      this.remove(port, id)
    }
  }
}
