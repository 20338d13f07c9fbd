// A small window with the popup in it (DESIGN 8): one for the prompts of web sites, one for what a site lets the user look at.
// Opens only after the user did something on the site; otherwise prompts wait behind the badge. Closing it means "later".
// Firefox for Android has no windows: there it is a tab.

import type { APPROVAL_WINDOW } from '../messages/approval-window.ts'
import type { Locks } from '../src/ports/locks.ts'
import type { ExtensionApi } from './extension-api.ts'

const SIZE = { width: 400, height: 640 } as const

type Api = Pick<ExtensionApi, 'runtime' | 'storage' | 'windows' | 'tabs'>

export class PopupWindow {
  readonly #api: Api
  readonly #locks: Locks
  /** Where `storage.session` remembers it over the death of a worker, and the lock of whoever opens or closes it. */
  readonly #key: string
  #opening: Promise<void> | undefined

  constructor(api: Api, locks: Locks, key: typeof APPROVAL_WINDOW | 'view-window') {
    this.#api = api
    this.#locks = locks
    this.#key = key
  }

  /** Brings the window to the front, or opens it at `hash`. Never a second one; never rejects. */
  show(hash: string): Promise<void> {
    this.#opening ??= this.#locks
      .run(this.#key, () => this.#show(hash))
      .catch(() => undefined)
      .finally(() => {
        this.#opening = undefined
      })
    return this.#opening
  }

  /** The same, but it shows `hash` whatever it showed before. */
  async showNow(hash: string): Promise<void> {
    const open = await this.#open()
    if (open !== undefined) await this.#remove(open).catch(() => undefined)
    await this.show(hash)
  }

  async #show(hash: string): Promise<void> {
    const { storage, windows, tabs, runtime } = this.#api
    const open = await this.#open()
    if (open !== undefined && (await this.#focus(open))) return
    const url = runtime.getURL(`popup/popup.html#${hash}`)
    const { id } = await (windows?.create({ type: 'popup', url, ...SIZE }) ?? tabs.create({ url }))
    if (id !== undefined) await storage.session.set({ [this.#key]: id })
  }

  async #open(): Promise<number | undefined> {
    const { [this.#key]: open } = await this.#api.storage.session.get(this.#key)
    return typeof open === 'number' ? open : undefined
  }

  async #focus(id: number): Promise<boolean> {
    const { windows, tabs } = this.#api
    try {
      await (windows?.update(id, { focused: true }) ?? tabs.update(id, { active: true }))
      return true
    } catch {
      return false
    }
  }

  #remove(id: number): Promise<void> {
    const { windows, tabs } = this.#api
    return windows?.remove(id) ?? tabs.remove(id)
  }
}
