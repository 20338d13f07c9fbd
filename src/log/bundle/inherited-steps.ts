// The logs that a clone inherits stand under the clone in a bundle (DESIGN 5.6): the list that names them is in the log that
// created it, which comes before them in the file, or was stored by an earlier run.

import { toHex } from '../../bamboo/index.ts'
import { decodeOperation } from '../../operations/codec.ts'
import type { FestivalId } from '../../operations/ids.ts'
import { MAX_LISTING_ENTRIES, firstHeads, moreHeads, type InheritedHeads } from '../../operations/inherited-heads.ts'
import type { LogHead } from '../../operations/operation.ts'
import type { LogStore } from '../../ports/log-store.ts'
import type { CheckedBatch } from '../check-entries.ts'
import { homeOf, inheritedBatch, isCreating, readInheritance } from '../inheritance.ts'

interface List {
  /** The log that it stands in. */
  readonly creating: string
  readonly heads: InheritedHeads
}

export class InheritedSteps {
  readonly #store: LogStore
  readonly #lists = new Map<FestivalId, List>()
  readonly #heads = new Map<FestivalId, ReadonlyMap<string, LogHead>>()

  constructor(store: LogStore) {
    this.#store = store
  }

  /** Reads on in the list of a festival when entries of the log that created it went through the door. */
  learn(festival: FestivalId, { log, items }: CheckedBatch): void {
    if (log === undefined) return
    for (const { entry, payload, findings } of items) {
      if (entry.seqNum > MAX_LISTING_ENTRIES) return
      const list = this.#lists.get(festival)
      const isFirst = entry.seqNum === 1 && toHex(findings.hash) === festival
      if (payload === undefined || !(isFirst || list?.creating === nameOf(log))) continue
      const decoded = decodeOperation(payload)
      const op = decoded.ok ? decoded.value : undefined
      const heads =
        isFirst && op?.op === 'festival.create'
          ? firstHeads(op)
          : list !== undefined && op?.op === 'festival.heads'
            ? moreHeads(list.heads, entry.seqNum, op)
            : undefined
      if (heads !== undefined) this.#lists.set(festival, { creating: nameOf(log), heads })
    }
  }

  /** Where a batch that stands under a festival belongs, and what of it: another festival when it is inherited. */
  async homeOf(festival: FestivalId, batch: CheckedBatch): Promise<{ home: FestivalId; batch: CheckedBatch }> {
    const asItSays = { home: festival, batch }
    const home = await homeOf(this.#store, batch)
    if (batch.log === undefined || home === undefined || home === festival) return asItSays
    const head = (await this.#headsOf(festival)).get(nameOf(batch.log))
    return (head && (await inheritedBatch(this.#store, festival, head, batch))) ?? asItSays
  }

  async #headsOf(festival: FestivalId): Promise<ReadonlyMap<string, LogHead>> {
    const list = this.#lists.get(festival)?.heads
    const known = this.#heads.get(festival)
    if (known !== undefined && (list === undefined || list.heads.length === known.size)) return known
    const heads = (list ?? (await this.#stored(festival)))?.heads ?? []
    const byName = new Map(heads.map((head) => [nameOf(head), head]))
    this.#heads.set(festival, byName)
    return byName
  }

  async #stored(festival: FestivalId): Promise<InheritedHeads | undefined> {
    for (const log of await this.#store.logs(festival)) {
      if (await isCreating(this.#store, log)) return readInheritance(this.#store, log)
    }
    return undefined
  }
}

function nameOf({ author, logId }: Pick<LogHead, 'author' | 'logId'>): string {
  return `${author}/${logId}`
}
