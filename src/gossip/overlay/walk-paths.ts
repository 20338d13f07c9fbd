// The way back of walks that passed here: an answer goes where the walk first came from, so that it takes no loop twice.

import type { NodeRef } from './overlay-messages.ts'

/** An answer takes no longer. */
const REMEMBER_MS = 30_000
/** Neighbours are allowed far fewer in that time; this is for certain. */
const MAX_PATHS = 512

export interface Path {
  /** Who brought the walk first. */
  readonly from: NodeRef
  readonly at: number
  /** To whom it was passed on: an answer comes from one of them. */
  readonly to: Set<NodeRef>
}

export class WalkPaths {
  /** Oldest first. */
  readonly #paths = new Map<string, Path>()

  /** The walk came by; gives its path, with its beginning when it was here before. */
  came(walk: string, from: NodeRef, now: number): Path {
    this.#forget(now)
    const known = this.#paths.get(walk)
    if (known !== undefined) return known
    const path: Path = { from, at: now, to: new Set() }
    this.#paths.set(walk, path)
    return path
  }

  /** An answer or the end came from `to`: where it goes on. Only once. */
  back(walk: string, to: NodeRef, now: number): NodeRef | undefined {
    this.#forget(now)
    const path = this.#paths.get(walk)
    if (path?.to.has(to) !== true) return undefined
    this.#paths.delete(walk)
    return path.from
  }

  /** The walk is over here. */
  end(walk: string): void {
    this.#paths.delete(walk)
  }

  #forget(now: number): void {
    for (const [walk, path] of this.#paths) {
      if (now - path.at < REMEMBER_MS && this.#paths.size < MAX_PATHS) return
      this.#paths.delete(walk)
    }
  }
}
