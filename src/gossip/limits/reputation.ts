// With whom this node wants no link for now, and who wants none with it. Node keys cost nothing, so this is a fence against
// programs that go wrong and against the lazy; what holds against the others are the limits of each link and of dialling.

import type { CloseReason } from '../messages.ts'
import type { NodeRef } from '../overlay/overlay-messages.ts'
import { CLEAN, LONGEST_WAIT_MS, isOffence, isTooMuch, worsened, type Score } from './score.ts'

/** The first ban; each further one is twice as long. */
const FIRST_BAN_MS = 10 * 60_000
const LONGEST_BAN_MS = 24 * 60 * 60_000
/** So many nodes are remembered; the one that was quiet for longest is forgotten first. */
const MAX_REMEMBERED = 512

interface Conduct {
  score: Score
  bans: number
  bannedUntil: number
  /** Not called before, because of an offence or because it asked. */
  waitUntil: number
}

export class Reputation {
  /** Those that were heard of last come last. */
  readonly #conducts = new Map<NodeRef, Conduct>()

  /** Its link was closed for this reason, which may be no fault of its own. True when it is banned from now on. */
  blame(ref: NodeRef, reason: CloseReason, now: number): boolean {
    if (!isOffence(reason)) return false
    const conduct = this.#of(ref)
    conduct.score = worsened(conduct.score, reason, now)
    conduct.waitUntil = Math.max(conduct.waitUntil, now + LONGEST_WAIT_MS)
    if (!isTooMuch(conduct.score, now)) return false
    conduct.score = CLEAN
    conduct.bannedUntil = now + Math.min(FIRST_BAN_MS * 2 ** conduct.bans, LONGEST_BAN_MS)
    conduct.bans += 1
    return true
  }

  /** The node asked not to be called for so many milliseconds. */
  askedToWait(ref: NodeRef, waitMs: number, now: number): void {
    const conduct = this.#of(ref)
    conduct.waitUntil = Math.max(conduct.waitUntil, now + Math.min(waitMs, LONGEST_WAIT_MS))
  }

  /** Whether it is let in nowhere. */
  isBanned(ref: NodeRef, now: number): boolean {
    return now < (this.#conducts.get(ref)?.bannedUntil ?? 0)
  }

  /** Whether no connection to it is begun: it is banned, or it is too early. */
  isShunned(ref: NodeRef, now: number): boolean {
    return this.isBanned(ref, now) || now < (this.#conducts.get(ref)?.waitUntil ?? 0)
  }

  #of(ref: NodeRef): Conduct {
    const conduct = this.#conducts.get(ref) ?? { score: CLEAN, bans: 0, bannedUntil: 0, waitUntil: 0 }
    this.#conducts.delete(ref)
    this.#conducts.set(ref, conduct)
    if (this.#conducts.size > MAX_REMEMBERED) {
      for (const oldest of this.#conducts.keys()) {
        this.#conducts.delete(oldest)
        break
      }
    }
    return conduct
  }
}
