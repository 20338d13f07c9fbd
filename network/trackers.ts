// The trackers in use: one connection per address, whatever number of festivals meets there.

import { parseTrackerAddress } from '../src/adapters/tracker/tracker-address.ts'
import { WebSocketTracker } from '../src/adapters/tracker/websocket-tracker.ts'
import type { StatusRow } from '../src/adapters/dexie/status-schema.ts'
import type { Rendezvous } from '../src/gossip/rendezvous.ts'
import type { Random } from '../src/ports/random.ts'
import type { SignallerState } from '../src/ports/signaller.ts'

export class Trackers {
  readonly #random: Random
  readonly #rendezvous: Rendezvous
  readonly #onChange: () => void
  readonly #used = new Map<string, { tracker: WebSocketTracker; state: SignallerState }>()

  constructor(random: Random, rendezvous: Rendezvous, onChange: () => void) {
    this.#random = random
    this.#rendezvous = rendezvous
    this.#onChange = onChange
  }

  /** Use exactly these; addresses that are none are left out. */
  use(urls: readonly string[]): void {
    const wanted = new Set(urls.flatMap((url) => parseTrackerAddress(url) ?? []))
    for (const url of this.#used.keys()) if (!wanted.has(url)) this.#drop(url)
    for (const url of wanted) if (!this.#used.has(url)) this.#add(url)
  }

  /** The machine slept or its network is another one: begin anew with all of them. */
  reopen(): void {
    for (const { tracker } of this.#used.values()) tracker.reopen()
  }

  get states(): StatusRow['trackers'] {
    return [...this.#used].map(([url, { state }]) =>
      state.state === 'waiting' ? { url, state: state.state, retryAt: state.retryAt } : { url, state: state.state },
    )
  }

  #add(url: string): void {
    const tracker = new WebSocketTracker(url, this.#random)
    const used = { tracker, state: { state: 'connecting' } as SignallerState }
    this.#used.set(url, used)
    this.#rendezvous.addSignaller(url, tracker)
    tracker.onState = (state) => {
      used.state = state
      if (state.state === 'open') this.#rendezvous.hurry(url)
      this.#onChange()
    }
    tracker.open()
  }

  #drop(url: string): void {
    this.#used.delete(url)
    this.#rendezvous.removeSignaller(url)
  }
}
