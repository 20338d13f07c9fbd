// What all elements have in common: attributes, a shadow root, and drawing again when something changed (DESIGN 10).

import { render, type JSX } from 'preact'
import { sharedSource, type FestivalSource } from './festival-source.ts'
import { lookups, type Scene } from './scene.ts'
import type { State } from './source.ts'
import { styleSheet } from './style.ts'
import { timesIn, usableLocale } from './times.ts'
import { wordsFor } from './words.ts'

export type View = (props: { scene: Scene }) => JSX.Element

/** What may be said once for a page: `<meta name="p2panda:festival" content="…">`. */
const FOR_THE_PAGE: ReadonlySet<string> = new Set([
  'festival',
  'snapshot',
  'get',
  'invite',
  'locale',
  'zone',
  'event-page',
  'resource-page',
])

const ATTRIBUTES = [
  'festival',
  'snapshot',
  'programme',
  'locale',
  'zone',
  'theme',
  'view',
  'day',
  'get',
  'event',
  'resource',
  'invite',
  'event-page',
  'resource-page',
]

/** A custom element that shows a view. `script` is the address of this script, where it is known. */
export function elementOf(view: View, script: string | undefined): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = ATTRIBUTES
    #source: FestivalSource | undefined
    #ended: AbortController | undefined
    #isWaiting = false

    connectedCallback(): void {
      this.#ended = new AbortController()
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      root.adoptedStyleSheets = [styleSheet()]
      this.#follow()
    }

    disconnectedCallback(): void {
      this.#ended?.abort()
      this.#source = undefined
      if (this.shadowRoot !== null) render(null, this.shadowRoot)
    }

    attributeChangedCallback(): void {
      if (this.isConnected && this.#ended !== undefined) this.#follow()
    }

    #follow(): void {
      const snapshot = this.#attribute('snapshot')
      const source = sharedSource({
        festival: this.#attribute('festival') ?? '',
        snapshot: snapshot === undefined ? undefined : URL.parse(snapshot, document.baseURI)?.href,
        script,
      })
      if (source !== this.#source) {
        this.#ended?.abort()
        this.#ended = new AbortController()
        this.#source = source
        const { signal } = this.#ended
        source.onChange(() => this.#drawSoon(), signal)
        // At once: what is not drawn when these return is not on the paper.
        window.addEventListener('beforeprint', () => this.#draw(source, true), { signal })
        window.addEventListener('afterprint', () => this.#draw(source), { signal })
      }
      this.#draw(source)
    }

    /** Many news at once are drawn once. */
    #drawSoon(): void {
      if (this.#isWaiting) return
      this.#isWaiting = true
      requestAnimationFrame(() => {
        this.#isWaiting = false
        if (this.#source !== undefined && this.isConnected) this.#draw(this.#source)
      })
    }

    #draw(source: FestivalSource, isPrinting = false): void {
      const { state } = source
      const page = document.documentElement.lang
      const locale = usableLocale(
        this.#attribute('locale'),
        this.closest('[lang]')?.getAttribute('lang'),
        page,
        navigator.language,
      )
      const say = wordsFor(locale)
      const zone = this.#attribute('zone') ?? state.items.festival[0]?.timezone ?? 'UTC'
      const attribute = (name: string): string | undefined => this.#attribute(name)
      const scene: Scene = {
        element: this,
        state,
        source,
        say,
        locale,
        attribute,
        isPrinting,
        times: timesIn(zone, locale),
        ...lookups(state, say),
      }
      this.#announce(state)
      const View = view
      if (this.shadowRoot === null) return
      const drawn = (
        <div class="root">
          <View scene={scene} />
        </div>
      )
      render(drawn, this.shadowRoot)
    }

    /** For the page: what is shown now, `p2panda:state` with the title of the festival. */
    #announce({ status, items }: State): void {
      this.dataset['status'] = status.kind
      const { title, description } = items.festival[0] ?? {}
      const detail = { status: status.kind, title, description }
      this.dispatchEvent(new CustomEvent('p2panda:state', { detail, bubbles: true }))
    }

    #attribute(name: string): string | undefined {
      const own = this.getAttribute(name)
      if (own !== null && own !== '') return own
      if (!FOR_THE_PAGE.has(name)) return undefined
      return document.querySelector<HTMLMetaElement>(`meta[name="p2panda:${name}"]`)?.content || undefined
    }
  }
}
