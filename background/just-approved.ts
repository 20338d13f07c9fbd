// The sites that the user has just said yes to (decision 36). What a page asks right after a yes is what the user waits for, so its
// question may come to the front like one after a click. Forgotten with the worker: then it waits behind the badge.

import type { Site } from './permissions.ts'

/** As long as browsers let a click count. */
export const FOLLOWS_MS = 5_000

export class JustApproved {
  readonly #at = new Map<string, number>()

  /** `now` is UTC ms. */
  note(site: Site, now: number): void {
    this.#at.set(nameOf(site), now)
  }

  /** Whether a question of this site follows a yes; true once for each yes. */
  take(site: Site, now: number): boolean {
    const at = this.#at.get(nameOf(site))
    this.#at.delete(nameOf(site))
    return at !== undefined && at <= now && now < at + FOLLOWS_MS
  }
}

function nameOf({ origin, container }: Site): string {
  return `${origin}|${container}`
}
