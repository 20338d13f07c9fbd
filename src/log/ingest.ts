// The one door through which entries enter the store (DESIGN 3.3, 4.1): decode, verify, append. An entry that is already
// held is success; of a batch the valid prefix is kept and the first refusal is reported with its place.

import { equalBytes, err, ok, verifyHeader, type Result } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { AppendError, LogStore, StoredLog } from '../ports/log-store.ts'
import { readBatch, type Batch, type BatchErrorCode, type BatchItem, type IncomingEntry } from './batch.ts'
import { verifyContinuation, type ContinuationErrorCode } from './continuation.ts'
import { DEFAULT_QUOTA, remainingQuota, type Quota } from './limits.ts'

export type IngestErrorCode =
  | BatchErrorCode
  | ContinuationErrorCode
  | 'gap' // entries before it are missing: fetch from the head on
  | 'forked' // the log says two different things here: nothing from here on is taken
  | 'own-log-ahead' // an entry of my log that I did not write: the log is stopped
  | 'contended' // another context kept appending to the same log
  | Exclude<AppendError['code'], 'moved'>

/** What the call changed. `log` is the log afterwards; absent while nothing of it is held. */
export interface IngestOutcome {
  log?: StoredLog
  appended: number
  /** Entries that were held already. */
  known: number
}

/** The first entry that was refused; 0 stands for an unreadable first one. What came before it is in `outcome`. */
export interface IngestError {
  code: IngestErrorCode
  seqNum: number
  outcome: IngestOutcome
}

export interface IngestOptions {
  /** The author's limits in this festival. */
  quota?: Readonly<Quota>
}

/** Attempts when somebody else moves the head meanwhile; each of them then finds entries that are known. */
const MAX_ATTEMPTS = 5

/** Takes consecutive entries of one log that came from outside, for the festival that they were offered for. */
export async function ingest(
  store: LogStore,
  topic: FestivalId,
  incoming: readonly IncomingEntry[],
  options: IngestOptions = {},
): Promise<Result<IngestOutcome, IngestError>> {
  const batch = readBatch(incoming)
  const first = batch.items[0]
  if (first === undefined || batch.log === undefined) {
    const outcome = { appended: 0, known: 0 }
    return batch.error === undefined ? ok(outcome) : err({ ...batch.error, outcome })
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const log = await store.log(batch.log.author, batch.log.logId)
    const result = await new Door(store, topic, options.quota ?? DEFAULT_QUOTA, batch.log, log).take(batch)
    if (result !== 'moved') return result
  }
  return err({ code: 'contended', seqNum: first.entry.seqNum, outcome: { appended: 0, known: 0 } })
}

type Refusal = { code: IngestErrorCode; seqNum: number }
type Taken = Result<IngestOutcome, IngestError>

/** One attempt, against the log as it was read at its start. */
class Door {
  readonly #store: LogStore
  readonly #topic: FestivalId
  readonly #quota: Readonly<Quota>
  readonly #name: NonNullable<Batch['log']>
  #log: StoredLog | undefined
  #appended = 0
  #known = 0

  constructor(
    store: LogStore,
    topic: FestivalId,
    quota: Readonly<Quota>,
    name: NonNullable<Batch['log']>,
    log: StoredLog | undefined,
  ) {
    this.#store = store
    this.#topic = topic
    this.#quota = quota
    this.#name = name
    this.#log = log
  }

  async take(batch: Batch): Promise<Taken | 'moved'> {
    const head = this.#log?.seqNum ?? 0
    const news = batch.items.filter((item) => item.entry.seqNum > head)
    const held = batch.items.slice(0, batch.items.length - news.length)
    const first = batch.items[0]?.entry.seqNum ?? 0
    if (this.#log !== undefined && this.#log.festival !== this.#topic) {
      return this.#answer({ code: 'foreign-festival', seqNum: first })
    }
    const refusal = (await this.#compare(held)) ?? (await this.#mayContinue(news))
    if (refusal !== undefined) return this.#answer(refusal)
    const end = await this.#append(news)
    return end === 'moved' ? 'moved' : this.#answer(end ?? batch.error)
  }

  /** Entries at numbers that are held: the same bytes, or proof that the author said two different things. */
  async #compare(items: readonly BatchItem[]): Promise<Refusal | undefined> {
    const from = items[0]?.entry.seqNum
    if (this.#log === undefined || from === undefined) return undefined
    const held = await this.#store.entries(this.#log, from, from + items.length - 1)
    for (const [index, item] of items.entries()) {
      const { seqNum } = item.entry
      const first = held[index]?.entry
      if (first === undefined) return { code: 'storage-failed', seqNum }
      if (!equalBytes(first, item.bytes)) return this.#disagreement(seqNum, first, item.bytes)
      this.#known += 1
    }
    return undefined
  }

  async #disagreement(seqNum: number, first: Uint8Array, second: Uint8Array): Promise<Refusal> {
    const header = await verifyHeader(second)
    if (!header.ok) return { code: 'signature-invalid', seqNum }
    await this.#store.keepForkProof({ ...this.#name, seqNum, first, second })
    await this.#readAgain()
    return { code: 'forked', seqNum }
  }

  async #mayContinue(news: readonly BatchItem[]): Promise<Refusal | undefined> {
    const next = news[0]
    if (next === undefined) return undefined
    const { seqNum } = next.entry
    if (this.#log?.own === true && !this.#log.stopped) return this.#ownLogAhead(next)
    if (seqNum !== (this.#log?.seqNum ?? 0) + 1) return { code: 'gap', seqNum }
    return undefined
  }

  /** Only a valid signature counts: nobody else can stop my log. Links need no check, the number alone says it. */
  async #ownLogAhead(item: BatchItem): Promise<Refusal> {
    const { seqNum } = item.entry
    const header = await verifyHeader(item.bytes)
    if (!header.ok) return { code: 'signature-invalid', seqNum }
    await this.#store.stop(this.#name.author, this.#name.logId)
    await this.#readAgain()
    return { code: 'own-log-ahead', seqNum }
  }

  async #readAgain(): Promise<void> {
    this.#log = await this.#store.log(this.#name.author, this.#name.logId)
  }

  async #append(news: readonly BatchItem[]): Promise<Refusal | 'moved' | undefined> {
    if (news.length === 0) return undefined
    const forkedAt = this.#log?.forkedAt ?? Number.POSITIVE_INFINITY
    const items = news.filter((item) => item.entry.seqNum < forkedAt)
    const forked = news[items.length]?.entry.seqNum
    const store = this.#store
    const quota = remainingQuota(this.#quota, await store.logsOf(this.#name.author, this.#topic))
    const context = { store, log: this.#log, festival: this.#topic, quota }
    const { appends, error } = await verifyContinuation(context, items)
    const next = appends[0]
    if (next !== undefined) {
      const log = { ...this.#name, festival: this.#topic, own: false }
      const stored = await store.append(log, next.seqNum - 1, appends)
      if (!stored.ok) {
        const { code } = stored.error
        return code === 'moved' ? code : { code, seqNum: next.seqNum }
      }
      this.#log = stored.value
      this.#appended = appends.length
    }
    return error ?? (forked === undefined ? undefined : { code: 'forked', seqNum: forked })
  }

  #answer(refusal: Refusal | undefined): Taken {
    const { seqNum } = this.#log ?? { seqNum: 0 }
    const log = this.#log === undefined || seqNum === 0 ? {} : { log: this.#log }
    const outcome: IngestOutcome = { ...log, appended: this.#appended, known: this.#known }
    return refusal === undefined ? ok(outcome) : err({ ...refusal, outcome })
  }
}
