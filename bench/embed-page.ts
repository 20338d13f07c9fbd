// The page of the group `embed`: the same programme drawn by the same code, once from a signed snapshot that the embed script checks,
// and once from plain JSON that nobody checks.
import { h, render } from 'preact'
import type { FestivalSource } from '../embed/festival-source.ts'
import { Programme } from '../embed/programme.tsx'
import { lookups, type Scene } from '../embed/scene.ts'
import type { State } from '../embed/source.ts'
import { styleSheet } from '../embed/style.ts'
import { timesIn } from '../embed/times.ts'
import { wordsFor } from '../embed/words.ts'
import type { ItemsByType } from '../items/all-items.ts'

/** What became of a programme after the page asked for it, ms. `checked`: until it was known to be true. */
export interface Shown {
  readonly checked: number
  readonly painted: number
}

/** Fetches, checks and draws a snapshot, as the element of the embed script does it. */
export async function showSnapshot(festival: string, url: string): Promise<Shown> {
  const element = document.createElement('p2panda-programme')
  for (const [name, value] of Object.entries({ festival, locale: 'en', snapshot: url }))
    element.setAttribute(name, value)
  const start = performance.now()
  const checked = new Promise<number>((resolve, reject) => {
    element.addEventListener('p2panda:state', (event) => {
      const { status } = (event as CustomEvent<{ status: string }>).detail
      if (status === 'verified') resolve(performance.now() - start)
      else if (status !== 'loading') reject(new Error(status))
    })
  })
  document.body.append(element)
  const shown = { checked: await checked, painted: await painted(start) }
  if (element.shadowRoot?.querySelector('.event') == null) throw new Error('no event is there')
  element.remove()
  return shown
}

/** Fetches and draws items that are taken for true. */
export async function showPlain(url: string): Promise<Shown> {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styleSheet()]
  const start = performance.now()
  const items = (await (await fetch(url)).json()) as ItemsByType
  document.body.append(host)
  const checked = performance.now() - start
  const say = wordsFor('en')
  const state: State = { status: { kind: 'live' }, items }
  const scene: Scene = {
    state,
    element: host,
    source: {
      visitor: { provider: undefined },
      speakUp: () => () => undefined,
      isFirstToSpeak: () => true,
    } as unknown as FestivalSource,
    say,
    locale: 'en',
    times: timesIn(items.festival[0]?.timezone ?? 'UTC', 'en'),
    attribute: () => undefined,
    isPrinting: false,
    ...lookups(state, say),
  }
  render(h('div', { class: 'root' }, h(Programme, { scene })), root)
  const shown = { checked, painted: await painted(start) }
  if (root.querySelector('.event') === null) throw new Error('no event is there')
  host.remove()
  return shown
}

/** Once the frame is on the screen in which all that was drawn so far is. */
function painted(start: number): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => resolve(performance.now() - start))
      channel.port1.start()
      channel.port2.postMessage(undefined)
    })
  })
}
