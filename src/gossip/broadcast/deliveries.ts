// By which links the last entries of a topic came, and which links told of them before. It says on which side of a lost branch
// one is: of the two sides of a tree, one got most of its entries over the branch, and that is the one to look for another.
// So a lost branch is replaced once, not by both sides, and by a link to the other side.

import type { LinkId } from '../fetches.ts'

/** So many entries are remembered; of the same ones the two sides of a branch come to opposite conclusions. */
const MAX_REMEMBERED = 16

interface Delivery {
  /** Undefined: it was written here. */
  by: LinkId | undefined
  /** Links that had announced it by then. */
  told: readonly LinkId[]
}

export class Deliveries {
  #last: Delivery[] = []

  /** An entry came by a link, or was written here. */
  came(by: LinkId | undefined, told: readonly LinkId[]): void {
    this.#last.push({ by, told })
    if (this.#last.length > MAX_REMEMBERED) this.#last.shift()
  }

  /** Whether at least half of the last entries came by this link. True while none came by any. */
  isMain(link: LinkId): boolean {
    const count = this.#last.reduce((sum, { by }) => sum + (by === link ? 1 : 0), 0)
    return 2 * count >= this.#last.length
  }

  /**
   * Which of these links, the oldest first, leads to where the entries came from that `lost` brought: the one that told of most
   * of them before they came. The newest one when none did.
   */
  insteadOf(lost: LinkId, links: readonly LinkId[]): LinkId | undefined {
    const brought = this.#last.filter(({ by }) => by === lost)
    const counts = new Map(links.map((link) => [link, brought.filter(({ told }) => told.includes(link)).length]))
    const most = Math.max(...counts.values())
    return links.findLast((link) => counts.get(link) === most)
  }

  /** `link` stands for `lost` from now on: when it is lost as well, the same holds for it. */
  replace(lost: LinkId, link: LinkId): void {
    this.#last = this.#last.map((each) => (each.by === lost ? { ...each, by: link } : each))
  }
}
