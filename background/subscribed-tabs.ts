// Which tabs show pages with live values, remembered in `storage.session` over the death of a worker (DESIGN 3.1).

import type { Wake } from '../page/wire.ts'
import type { ExtensionApi } from './extension-api.ts'

const KEY = 'subscribed-tabs'

export class SubscribedTabs {
  readonly #api: Pick<ExtensionApi, 'storage' | 'tabs'>
  #tabs: Promise<Set<number>> | undefined

  constructor(api: Pick<ExtensionApi, 'storage' | 'tabs'>) {
    this.#api = api
  }

  async add(tab: number): Promise<void> {
    const tabs = await this.#read()
    if (!tabs.has(tab)) await this.#write(tabs.add(tab))
  }

  async delete(tab: number): Promise<void> {
    const tabs = await this.#read()
    if (tabs.delete(tab)) await this.#write(tabs)
  }

  /**
   * Asks the pages of all tabs but those in `awake` to connect again. The message carries nothing: data go only over a
   * port whose sender was checked. Tabs that are gone, or show something else now, are forgotten.
   */
  async wake(awake: ReadonlySet<number>): Promise<void> {
    const message: Wake = { kind: 'wake' }
    for (const tab of await this.#read()) {
      if (awake.has(tab)) continue
      await this.#api.tabs.sendMessage(tab, message, { frameId: 0 }).catch(() => this.delete(tab))
    }
  }

  #read(): Promise<Set<number>> {
    this.#tabs ??= this.#api.storage.session.get(KEY).then(({ [KEY]: stored }) => {
      return new Set(Array.isArray(stored) ? stored.filter((tab) => typeof tab === 'number') : [])
    })
    return this.#tabs
  }

  async #write(tabs: ReadonlySet<number>): Promise<void> {
    await this.#api.storage.session.set({ [KEY]: [...tabs] })
  }
}
