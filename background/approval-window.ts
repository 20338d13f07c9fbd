// The one place where prompts of web sites appear: a small window with the popup's approval view (DESIGN 8). Opens only
// after the user did something on the site; otherwise prompts wait behind the badge. Closing it means "later".

import type { ExtensionApi } from './extension-api.ts'

const KEY = 'approval-window'
const SIZE = { width: 400, height: 640 } as const

export class ApprovalWindow {
  readonly #api: Pick<ExtensionApi, 'runtime' | 'storage' | 'windows'>
  #opening: Promise<void> | undefined

  constructor(api: Pick<ExtensionApi, 'runtime' | 'storage' | 'windows'>) {
    this.#api = api
  }

  /** Brings the window to the front, or opens it. Never a second one; never rejects. */
  show(): Promise<void> {
    this.#opening ??= this.#show()
      .catch(() => undefined)
      .finally(() => {
        this.#opening = undefined
      })
    return this.#opening
  }

  async #show(): Promise<void> {
    const { storage, windows, runtime } = this.#api
    const { [KEY]: open } = await storage.session.get(KEY)
    if (typeof open === 'number' && (await this.#focus(open))) return
    const url = runtime.getURL('popup/popup.html#approval')
    const { id } = await windows.create({ type: 'popup', url, ...SIZE })
    if (id !== undefined) await storage.session.set({ [KEY]: id })
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
