// Takes the newest entries of a log before all that comes before them (DESIGN 4.1, gaps): links must lead to what is held, or
// to entry 1, which opens the log. They are kept beyond the gap, signed and not yet effective.

import {
  checkPool,
  equalBytes,
  err,
  fromHex,
  lipmaalink,
  ok,
  yamfHash,
  type Anchor,
  type Result,
} from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { EntryVerifier } from '../ports/entry-verifier.ts'
import type { LogStore, StoredEntry, StoredLog } from '../ports/log-store.ts'
import type { CheckedItem } from './check-entries.ts'
import { contradict } from './contradiction.ts'
import type { IngestError, IngestOutcome, Refusal } from './ingest-outcome.ts'
import { quotaLeft } from './limits.ts'
import { checkNewest, type CheckedNewest, type NewestEntries } from './newest-batch.ts'
import { takeChecked, type TakeOptions } from './take-checked.ts'
import { verifyHere } from './verify-here.ts'

/** `kept`: entries beyond the gap-free prefix that are held now and were not before. */
export interface NewestOutcome extends IngestOutcome {
  kept: number
}

type Taken = Result<NewestOutcome, IngestError>

const NOTHING: IngestOutcome = { appended: 0, known: 0, filled: 0 }
const MAX_ATTEMPTS = 3

/**
 * Takes what `newestOf` gave elsewhere, for the festival that it was offered for. All or nothing; a contradiction with what
 * is held is kept as a fork proof.
 */
export async function ingestNewest(
  store: LogStore,
  topic: FestivalId,
  entries: NewestEntries,
  options: TakeOptions = {},
): Promise<Taken> {
  const checked = await checkNewest(entries, options.verifier ?? verifyHere)
  if (!checked.ok) return err({ ...checked.error, outcome: NOTHING })
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const result = await new NewestDoor(store, topic, checked.value, options).take()
    if (result !== 'moved') return result
  }
  return err({ code: 'contended', seqNum: checked.value.items[0]?.entry.seqNum ?? 0, outcome: NOTHING })
}

/** One attempt, against the log as it is read at its start. */
class NewestDoor {
  readonly #store: LogStore
  readonly #topic: FestivalId
  readonly #checked: CheckedNewest
  readonly #options: TakeOptions
  readonly #verifier: EntryVerifier

  constructor(store: LogStore, topic: FestivalId, checked: CheckedNewest, options: TakeOptions) {
    this.#store = store
    this.#topic = topic
    this.#checked = checked
    this.#options = options
    this.#verifier = options.verifier ?? verifyHere
  }

  async take(): Promise<Taken | 'moved'> {
    const { author, logId } = this.#checked.log
    const log = await this.#store.log(author, logId)
    const refusal = await this.#refusal(log)
    if (refusal === 'moved') return refusal
    if (refusal !== undefined) return this.#refused(refusal)
    return log === undefined || log.seqNum === 0 ? this.#begin() : this.#keep(log, NOTHING)
  }

  get #top(): number {
    return this.#checked.items.at(-1)?.entry.seqNum ?? 0
  }

  async #refused(refusal: Refusal): Promise<Taken> {
    const log = await this.#store.log(this.#checked.log.author, this.#checked.log.logId)
    return err({ ...refusal, outcome: log === undefined || log.seqNum === 0 ? NOTHING : { ...NOTHING, log } })
  }

  /** What speaks against these entries before their links are looked at. */
  async #refusal(log: StoredLog | undefined): Promise<Refusal | 'moved' | undefined> {
    if (await this.#store.isBlocked(this.#checked.log.author)) return { code: 'blocked', seqNum: this.#top }
    const { author, logId } = this.#checked.log
    const head = log?.seqNum ?? 0
    if (head > 0 && log?.festival !== this.#topic) return { code: 'foreign-festival', seqNum: this.#top }
    const fork = await this.#contradiction(log)
    if (fork !== undefined) return fork
    if (log?.own === true && !log.stopped && this.#top > head) {
      await this.#store.stop(author, logId)
      return { code: 'own-log-ahead', seqNum: this.#top }
    }
    if (log?.ended === true && this.#top > head) return { code: 'pool-after-end-of-log', seqNum: this.#top }
    const forkedAt = log?.forkedAt ?? (await this.#store.forkProof(author, logId))?.seqNum
    return forkedAt !== undefined && this.#top >= forkedAt ? { code: 'forked', seqNum: forkedAt } : undefined
  }

  /** The first entry for whose place something else is held, or came along. */
  async #contradiction(log: StoredLog | undefined): Promise<Refusal | 'moved' | undefined> {
    const { log: name, items } = this.#checked
    const held = await this.#heldAt(log)
    let previous: CheckedItem | undefined
    for (const item of items) {
      const { seqNum } = item.entry
      const stored = held.get(seqNum)
      if (log !== undefined && stored !== undefined && !equalBytes(stored.entry, item.bytes)) {
        const code = await contradict(this.#store, log, stored, item, this.#verifier)
        return code === 'moved' ? code : { code, seqNum }
      }
      if (previous?.entry.seqNum === seqNum) {
        await this.#store.keepForkProof({ ...name, seqNum, first: previous.bytes, second: item.bytes })
        return { code: 'forked', seqNum }
      }
      previous = item
    }
    return undefined
  }

  /** What is held at the places of these entries, in the gap-free prefix and beyond. */
  async #heldAt(log: StoredLog | undefined): Promise<Map<number, StoredEntry>> {
    if (log === undefined) return new Map()
    const places = this.#checked.items.map(({ entry }) => entry.seqNum).filter((seqNum) => seqNum <= log.seqNum)
    const sparse = await this.#store.sparse(log)
    return new Map([...(await this.#read(log, places)), ...sparse].map((held) => [held.seqNum, held]))
  }

  async #read(log: StoredLog, seqNums: readonly number[]): Promise<StoredEntry[]> {
    const read = await Promise.all(seqNums.map((seqNum) => this.#store.entries(log, seqNum, seqNum)))
    return read.flat()
  }

  /** Nothing of the log is held: entry 1 must be there, with its payload, and begins it. */
  async #begin(): Promise<Taken> {
    const { log, items } = this.#checked
    const proven = checkPool(items.map(asMember), this.#top)
    if (!proven.ok) return this.#refused(proven.error)
    const opening = { log, items: items.slice(0, 1), provisional: false }
    const begun = await takeChecked(this.#store, this.#topic, opening, this.#options)
    if (!begun.ok || begun.value.log === undefined) return begun.ok ? this.#refused(unreadable(1)) : begun
    return this.#keep(begun.value.log, { ...begun.value, known: 0 })
  }

  /** Keeps what links connect to the prefix. */
  async #keep(log: StoredLog, done: IngestOutcome): Promise<Taken> {
    const news = this.#checked.items.filter(({ entry }) => entry.seqNum > log.seqNum)
    const known = this.#checked.items.length - news.length - done.appended
    if (news.length === 0) return ok({ ...done, log, known, kept: 0 })
    const proven = checkPool(news.map(asMember), this.#top, await this.#anchors(log, news))
    if (!proven.ok) return this.#refused(proven.error)
    const reached = new Set(proven.value.reached)
    const before = new Set((await this.#store.sparse(log)).map(({ seqNum }) => seqNum))
    const kept = news.filter(({ entry }) => reached.has(entry.seqNum))
    const fresh = kept.filter(({ entry }) => !before.has(entry.seqNum))
    if (!(await this.#fits(log, fresh))) return this.#refused({ code: 'quota-exceeded', seqNum: this.#top })
    await this.#store.keepSparse(log, kept.map(asStored))
    return ok({ ...done, log, known: known + kept.length - fresh.length, kept: fresh.length })
  }

  /** The head, and the held entries that the news link to. */
  async #anchors(log: StoredLog, news: readonly CheckedItem[]): Promise<Anchor[]> {
    const targets = new Set(news.map(({ entry }) => lipmaalink(entry.seqNum)).filter((target) => target < log.seqNum))
    const held = await this.#read(log, [...targets])
    const anchors = held.map(({ seqNum, entry }) => ({ seqNum, hash: yamfHash(entry) }))
    const head = fromHex(log.hash ?? '')
    return head === undefined ? anchors : [...anchors, { seqNum: log.seqNum, hash: head }]
  }

  /** Entries beyond gaps count against the author's quota like all others. */
  async #fits({ author }: StoredLog, items: readonly CheckedItem[]): Promise<boolean> {
    const name = { author, festival: this.#topic }
    const { entries, bytes } = await quotaLeft(this.#store, name, this.#options.quota)
    const logs = await this.#store.logsOf(author, this.#topic)
    const sparse = (await Promise.all(logs.map((log) => this.#store.sparse(log)))).flat()
    const stored = [...sparse, ...items.map(asStored)]
    const size = stored.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
    return stored.length <= entries && size <= bytes
  }
}

function unreadable(seqNum: number): Refusal {
  return { code: 'storage-failed', seqNum }
}

function asMember({ entry, findings }: CheckedItem): { entry: CheckedItem['entry']; hash: Uint8Array } {
  return { entry, hash: findings.hash }
}

function asStored({ entry, bytes, payload }: CheckedItem): StoredEntry {
  return { seqNum: entry.seqNum, entry: bytes, ...(payload === undefined ? {} : { payload }) }
}
