// What somebody typed into a form and has not sent. A popup closes as soon as one looks elsewhere; what was typed is there again
// when the form is opened again. It stays in this browser, and goes when it was sent or thrown away.
import browser from 'webextension-polyfill'

/** Where drafts lie: `localStorage`, or what behaves like it. */
export type DraftShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

interface Kept {
  /** Of the extension: the fields of another one may mean something else. */
  version: string
  value: unknown
}

/** One draft by its name; `Value` is JSON. */
export class Draft<Value> {
  readonly #key: string
  readonly #shelf: DraftShelf
  readonly #version: string

  constructor(name: string, shelf: DraftShelf = localStorage, version: string = browser.runtime.getManifest().version) {
    this.#key = `draft:${name}`
    this.#shelf = shelf
    this.#version = version
  }

  /** What was typed last; undefined when nothing was, or when another version of the extension kept it. */
  read(): Value | undefined {
    const kept = parse(this.#shelf.getItem(this.#key))
    return kept?.version === this.#version ? (kept.value as Value) : undefined
  }

  keep(value: Value): void {
    const kept: Kept = { version: this.#version, value }
    try {
      this.#shelf.setItem(this.#key, JSON.stringify(kept))
    } catch {
      // A full disk takes the draft; what is on the screen stays there and can be sent.
    }
  }

  drop(): void {
    this.#shelf.removeItem(this.#key)
  }
}

function parse(text: string | null): Kept | undefined {
  try {
    return text === null ? undefined : ((JSON.parse(text) as Kept | null) ?? undefined)
  } catch {
    return undefined
  }
}
