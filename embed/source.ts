// What the elements show, wherever it comes from: items as the page API gives them, and how far they can be trusted (DESIGN 10).

import type { ItemsByType } from '../items/all-items.ts'
import type { SnapshotErrorCode } from '../src/snapshot/read-snapshot.ts'

/**
 * `a-page`: a web page where the snapshot should be. `not-found`, `offline`: nothing came at all. `can-not-check`: this browser can not
 * check signatures here.
 */
export type RefusalCode = SnapshotErrorCode | 'can-not-check' | 'a-page' | 'not-found' | 'offline'

/** Checked in this browser. Times are UTC ms. */
export interface Verified {
  readonly kind: 'verified'
  /** The newest time that anybody claims to have signed something at; never later than the clock of the visitor. */
  readonly asOf: number
  readonly authors: number
  readonly entries: number
  /** Some of it is kept for members. */
  readonly isPartial: boolean
  /** Nothing new for so long before the festival ends that it may well have changed. */
  readonly isOld: boolean
}

export type Status =
  | { readonly kind: 'loading' }
  | { readonly kind: 'live' }
  | Verified
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  /** Neither a snapshot is named nor does anybody live here that could be asked. */
  | { readonly kind: 'nothing' }

export interface State {
  readonly status: Status
  /** Empty while nothing is known to be true. */
  readonly items: ItemsByType
}

/** A state that changes. */
export interface Source {
  readonly state: State
  /** Called after each change, until the signal ends it. */
  onChange(listener: () => void, signal: AbortSignal): void
}

/** A source that is told its state. */
export class ToldSource implements Source {
  #state: State
  readonly #listeners = new Set<() => void>()

  constructor(state: State) {
    this.#state = state
  }

  get state(): State {
    return this.#state
  }

  tell(state: State): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  onChange(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => this.#listeners.delete(listener))
  }
}
