// Which logs a clone inherits and up to where (DESIGN 5.6): the heads in its `festival.create` and in the `festival.heads`
// right after it. One rule for those who replicate the logs and for those who read them.

import type { FestivalCreate, FestivalHeads, LogHead } from './operation.ts'

/** Logs that one clone can inherit; what is named after them is ignored. */
export const MAX_INHERITED_LOGS = 10_000
/** The list ends here at the latest, however it goes on. */
export const MAX_LISTING_ENTRIES = 64

/** The list as far as the creating log was read. */
export interface InheritedHeads {
  /** In the order of the list; of two heads of one log the first counts. */
  heads: LogHead[]
  /** The last entry that belongs to the list. */
  to: number
}

/** What the first entry of a festival inherits; undefined when it is no clone. */
export function firstHeads({ forkOf }: Pick<FestivalCreate, 'forkOf'>): InheritedHeads | undefined {
  return forkOf === undefined ? undefined : { heads: joined([], forkOf.heads), to: 1 }
}

/** The list with entry `seqNum` of the creating log: only the entry right after its last one continues it. */
export function moreHeads(
  list: InheritedHeads,
  seqNum: number,
  { heads }: Pick<FestivalHeads, 'heads'>,
): InheritedHeads {
  if (seqNum !== list.to + 1 || seqNum > MAX_LISTING_ENTRIES) return list
  return { heads: joined(list.heads, heads), to: seqNum }
}

function joined(known: readonly LogHead[], more: readonly LogHead[]): LogHead[] {
  const heads = [...known]
  const names = new Set(heads.map(nameOf))
  for (const head of more) {
    if (heads.length === MAX_INHERITED_LOGS) break
    if (names.has(nameOf(head))) continue
    names.add(nameOf(head))
    heads.push(head)
  }
  return heads
}

function nameOf({ author, logId }: LogHead): string {
  return `${author}/${logId}`
}
