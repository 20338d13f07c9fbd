// What is known of a log right after entries were appended to it, for the next ones (DESIGN 3.3): whoever takes a long log in
// would otherwise put the same question to the store between any two appends. The append itself says when it is wrong by now.

import type { FestivalId } from '../operations/ids.ts'
import type { LogSituation, StoredLog } from '../ports/log-store.ts'
import type { LogName } from './batch.ts'

/** A situation in which the log is held. */
type Known = LogSituation & { log: StoredLog }

/** The author's other logs can grow and their limits change without this log moving: so often at most that is not noticed. */
const MAX_RECALLS = 3

/** Of one log at a time. */
export class SituationMemory {
  #known: Known | undefined
  #recalls = 0

  /** What the store would say of a log whose next entry is this one; undefined when the store has to be asked. */
  recall({ author, logId }: LogName, topic: FestivalId, seqNum: number): LogSituation | undefined {
    const known = this.#known
    if (known === undefined || this.#recalls === MAX_RECALLS) return undefined
    const { log } = known
    const isIt = log.author === author && log.logId === logId && log.festival === topic
    if (!isIt || log.seqNum + 1 !== seqNum) return undefined
    this.#recalls += 1
    return known
  }

  /** Entries were appended in this situation, and `log` is what came of it. */
  appended({ logs, sparse, ...before }: LogSituation, log: StoredLog): void {
    if (before.log === undefined || before.isBlocked || log.own) return this.drop()
    const others = logs.filter(({ id }) => id !== log.id)
    this.#known = { ...before, log, logs: [...others, log], sparse: sparse.filter(({ seqNum }) => seqNum > log.seqNum) }
  }

  /** It was wrong, or may be. */
  drop(): void {
    this.#known = undefined
  }

  /** The store was asked. */
  asked(): void {
    this.#recalls = 0
  }
}
