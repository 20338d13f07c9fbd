// The second stage of the door (DESIGN 3.3, 4.1): what a checked batch means for its log. Compares what is held, follows
// the links from the head on, keeps proofs of what contradicts, appends the rest.

import { equalBytes, err, ok, type Result } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogSituation, LogStore, StoredLog } from '../ports/log-store.ts'
import { acceptablePrefix, isFounding, refusalAfter } from './acceptable-prefix.ts'
import type { LogName } from './batch.ts'
import { checkRest, type CheckedBatch, type CheckedItem } from './check-entries.ts'
import { compareHeld } from './compare-held.ts'
import { contradict } from './contradiction.ts'
import type { IngestError, IngestOutcome, Refusal } from './ingest-outcome.ts'
import { DEFAULT_QUOTA, remainingQuota, type Quota } from './limits.ts'
import type { LinkMemory } from './link-memory.ts'
import type { SituationMemory } from './situation-memory.ts'
import { verifyHere } from './verify-here.ts'

export interface TakeOptions {
  /** The author's limits in this festival; those that the store knows unless given. */
  quota?: Readonly<Quota>
  /** Checks the few signatures that the first stage could leave open; this very thread unless told otherwise. */
  verifier?: EntryVerifier
  /** Called when entries were handed to the store: until it answers this thread has nothing to do for this batch. */
  onStoring?: (() => void) | undefined
  /** The same ones for all batches of a log that is taken in piece by piece. */
  memory?: LinkMemory
  situations?: SituationMemory
}

type Taken = Result<IngestOutcome, IngestError>

/** Attempts when somebody else moves the head meanwhile; each of them then finds entries that are known. */
const MAX_ATTEMPTS = 5

/**
 * Takes a batch that `checkEntries` made, for the festival that it was offered for. Batches of one author must be taken one
 * after the other, those of one log in order.
 */
export async function takeChecked(
  store: LogStore,
  topic: FestivalId,
  batch: CheckedBatch,
  options: TakeOptions = {},
): Promise<Taken> {
  const first = batch.items[0]
  if (first === undefined || batch.log === undefined) {
    const outcome = { appended: 0, known: 0, filled: 0 }
    return batch.error === undefined ? ok(outcome) : err({ ...batch.error, outcome })
  }
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const result = await new Door(store, topic, batch.log, options).take(batch)
    if (result !== 'moved') return result
    options.situations?.drop()
  }
  return err({ code: 'contended', seqNum: first.entry.seqNum, outcome: { appended: 0, known: 0, filled: 0 } })
}

/** One attempt, against the log as it is read at its start. */
class Door {
  readonly #store: LogStore
  readonly #topic: FestivalId
  readonly #name: LogName
  readonly #quota: Readonly<Quota> | undefined
  readonly #verifier: EntryVerifier
  readonly #onStoring: (() => void) | undefined
  readonly #memory: LinkMemory | undefined
  readonly #situations: SituationMemory | undefined
  #situation: LogSituation = { sparse: [], isBlocked: false, logs: [] }
  /** Nobody asked the store: what it says of these entries is not said to anybody before it was. */
  #isRecalled = false
  #appended = 0
  #known = 0
  #filled = 0

  constructor(store: LogStore, topic: FestivalId, name: LogName, options: TakeOptions) {
    this.#store = store
    this.#topic = topic
    this.#name = name
    this.#quota = options.quota
    this.#verifier = options.verifier ?? verifyHere
    this.#onStoring = options.onStoring
    this.#memory = options.memory
    this.#situations = options.situations
  }

  async take(batch: CheckedBatch): Promise<Taken | 'moved'> {
    await this.#recallOrRead(batch.items)
    const welcome = this.#welcome(batch.items)
    const head = this.#log?.seqNum ?? 0
    const held = welcome.filter((item) => item.entry.seqNum <= head)
    const news = welcome.slice(held.length)
    // A log that was cut to nothing is free to begin elsewhere.
    if (head > 0 && this.#log?.festival !== this.#topic) {
      return this.#answer({ code: 'foreign-festival', seqNum: batch.items[0]?.entry.seqNum ?? 0 })
    }
    const end =
      (await this.#compare(held)) ??
      (await this.#mayContinue(news)) ??
      (await this.#append(news, batch.provisional && this.#log?.own !== true))
    return end === 'moved' ? 'moved' : this.#answer(end ?? refusalAfter(welcome, batch.items, 'blocked') ?? batch.error)
  }

  /** Of a blocked author nothing but the entry that is the festival. */
  #welcome(items: readonly CheckedItem[]): readonly CheckedItem[] {
    return this.#situation.isBlocked ? items.filter((item) => isFounding(item, this.#topic)) : items
  }

  get #log(): StoredLog | undefined {
    return this.#situation.log
  }

  async #recallOrRead([first]: readonly CheckedItem[]): Promise<void> {
    const recalled = first && this.#situations?.recall(this.#name, this.#topic, first.entry.seqNum)
    if (recalled === undefined) return this.#read()
    this.#situation = recalled
    this.#isRecalled = true
  }

  async #read(): Promise<void> {
    this.#situations?.asked()
    this.#situation = await this.#store.situation(this.#name.author, this.#name.logId, this.#topic)
  }

  async #compare(held: readonly CheckedItem[]): Promise<Refusal | 'moved' | undefined> {
    if (this.#log === undefined || held.length === 0) return undefined
    const context = { store: this.#store, verifier: this.#verifier, quota: this.#quota }
    const { known, filled, end } = await compareHeld(context, this.#log, held)
    this.#known = known
    this.#filled = filled
    if (end !== undefined || filled > 0) await this.#read()
    return end
  }

  async #mayContinue(news: readonly CheckedItem[]): Promise<Refusal | undefined> {
    const next = news[0]
    if (next === undefined) return undefined
    const { seqNum } = next.entry
    if (this.#log?.own === true && !this.#log.stopped) return this.#ownLogAhead(next)
    if (seqNum !== (this.#log?.seqNum ?? 0) + 1) return { code: 'gap', seqNum }
    return undefined
  }

  /** Only a valid signature counts: nobody else can stop my log. Links need no check, the number alone says it. */
  async #ownLogAhead(item: CheckedItem): Promise<Refusal> {
    const { seqNum } = item.entry
    const signed = await checkRest([item], this.#verifier)
    if (signed.length === 0) return { code: 'signature-invalid', seqNum }
    await this.#store.stop(this.#name.author, this.#name.logId)
    await this.#read()
    return { code: 'own-log-ahead', seqNum }
  }

  /**
   * Entries that were kept beyond the gap are signed: what contradicts them is signed too, which forks the log, or it and
   * all after it is worth nothing.
   */
  async #beforeUnsigned(news: readonly CheckedItem[]): Promise<readonly CheckedItem[]> {
    const log = this.#log
    if (log === undefined || this.#situation.sparse.length === 0) return news
    const kept = new Map(this.#situation.sparse.map((each) => [each.seqNum, each]))
    for (const [index, item] of news.entries()) {
      const held = kept.get(item.entry.seqNum)
      if (held === undefined || equalBytes(held.entry, item.bytes)) continue
      const code = await contradict(this.#store, log, held, item, this.#verifier)
      await this.#read()
      return code === 'signature-invalid' ? news.slice(0, index) : news
    }
    return news
  }

  async #append(news: readonly CheckedItem[], provisional: boolean): Promise<Refusal | 'moved' | undefined> {
    if (news.length === 0) return undefined
    const store = this.#store
    const signed = await this.#beforeUnsigned(news)
    const { logs, quota: allowed = DEFAULT_QUOTA } = this.#situation
    const quota = remainingQuota(this.#quota ?? allowed, logs)
    const [verifier, memory] = [this.#verifier, this.#memory]
    const context = { store, log: this.#log, festival: this.#topic, quota, verifier, memory }
    const acceptable = await acceptablePrefix(context, this.#name, signed, provisional)
    const { appends } = acceptable
    const end = acceptable.end ?? refusalAfter(signed, news, 'signature-invalid')
    if (this.#isRecalled && end !== undefined) return 'moved'
    const next = appends[0]
    if (next === undefined) return end
    const target = { ...this.#name, festival: this.#topic, own: false, provisional: acceptable.provisional }
    const seen = { forkedAt: this.#log?.forkedAt, sparse: this.#situation.sparse }
    const stored = await store.append(target, next.seqNum - 1, appends, { seen, onIssued: this.#onStoring })
    if (!stored.ok) {
      const { code } = stored.error
      return code === 'moved' || this.#isRecalled ? 'moved' : { code, seqNum: next.seqNum }
    }
    this.#situations?.appended(this.#situation, stored.value)
    memory?.add(this.#log?.hash, appends)
    this.#situation = { ...this.#situation, log: stored.value }
    this.#appended = appends.length
    return end
  }

  #answer(refusal: Refusal | undefined): Taken {
    const { seqNum } = this.#log ?? { seqNum: 0 }
    const log = this.#log === undefined || seqNum === 0 ? {} : { log: this.#log }
    const outcome = { ...log, appended: this.#appended, known: this.#known, filled: this.#filled }
    return refusal === undefined ? ok(outcome) : err({ ...refusal, outcome })
  }
}
