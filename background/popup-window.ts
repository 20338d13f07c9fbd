// A small window with the popup in it (DESIGN 8): one for the prompts of web sites, one for what a site lets the user look at.
// Opens only after the user did something on the site; otherwise prompts wait behind the badge. Closing it means "later".

import type { ExtensionApi } from './extension-api.ts'

const SIZE = { width: 400, height: 640 } as const

export class PopupWindow {
  readonly #api: Pick<ExtensionApi, 'runtime' | 'storage' | 'windows'>
  /** Where `storage.session` remembers it over the death of a worker. */
  readonly #key: string
  #opening: Promise<void> | undefined

  constructor(api: Pick<ExtensionApi, 'runtime' | 'storage' | 'windows'>, key: 'approval-window' | 'view-window') {
    this.#api = api
    this.#key = key
  }

  /** Brings the window to the front, or opens it at `hash`. Never a second one; never rejects. */
  show(hash: string): Promise<void> {
    this.#opening ??= this.#show(hash)
      .catch(() => undefined)
      .finally(() => {
        this.#opening = undefined
      })
    return this.#opening
  }

  /** The same, but it shows `hash` whatever it showed before. */
  async showNow(hash: string): Promise<void> {
    const open = await this.#open()
    if (open !== undefined) await this.#api.windows.remove(open).catch(() => undefined)
    await this.show(hash)
  }

  async #show(hash: string): Promise<void> {
    const { storage, windows, runtime } = this.#api
    const open = await this.#open()
    if (open !== undefined && (await this.#focus(open))) return
    const url = runtime.getURL(`popup/popup.html#${hash}`)
    const { id } = await windows.create({ type: 'popup', url, ...SIZE })
    if (id !== undefined) await storage.session.set({ [this.#key]: id })
  }

  async #open(): Promise<number | undefined> {
    const { [this.#key]: open } = await this.#api.storage.session.get(this.#key)
    return typeof open === 'number' ? open : undefined
  }

  async #focus(id: number): Promise<boolean> {
    try {
      await this.#api.windows.update(id, { focused: true })
      return true
    } catch {
      return false
    }
  }
}
