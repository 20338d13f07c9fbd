// Writes entries one after the other on top of a log, each with the links of its place (DESIGN 4.1). Stores nothing.

import { err, fromHex, lipmaalink, ok, signEntry, toHex, yamfHash, type Result } from '../bamboo/index.ts'
import type { EntryHash, PublicKey } from '../operations/ids.ts'
import type { LogStore, StoredLog } from '../ports/log-store.ts'
import type { Signer } from '../ports/signer.ts'
import type { BatchItem } from './batch.ts'
import type { Receipt } from './publication.ts'

export type PenError = { code: 'signer-failed' } | { code: 'storage-failed'; message: string }

export class Pen {
  readonly author: PublicKey
  readonly logId: bigint
  /** What was written, in order. */
  readonly items: BatchItem[] = []
  readonly #store: LogStore
  readonly #signer: Signer
  readonly #log: StoredLog | undefined
  /** Hashes of the entries written here, and of the head. */
  readonly #hashes = new Map<number, Uint8Array>()

  constructor(store: LogStore, signer: Signer, log: StoredLog | undefined, logId: bigint) {
    this.author = signer.publicKey
    this.logId = logId
    this.#store = store
    this.#signer = signer
    this.#log = log
    const head = log?.hash === undefined ? undefined : fromHex(log.hash)
    if (log !== undefined && head !== undefined) this.#hashes.set(log.seqNum, head)
  }

  /** Signs the next entry, with which the log may end. */
  async write(payload: Uint8Array, isEndOfLog = false): Promise<Result<Receipt, PenError>> {
    const seqNum = (this.#log?.seqNum ?? 0) + this.items.length + 1
    const { author, logId } = this
    const publicKey = fromHex(author)
    if (publicKey === undefined) return err({ code: 'signer-failed' })
    const links = seqNum === 1 ? {} : await this.#links(seqNum)
    try {
      const signer = { publicKey, sign: (message: Uint8Array) => this.#signer.sign(message) }
      const signed = await signEntry({ signer, logId, seqNum, payload, isEndOfLog, ...links })
      if (!signed.ok) return err({ code: 'storage-failed', message: `no entry ${seqNum}: ${signed.error.code}` })
      const { entry, bytes, hash } = signed.value
      this.#hashes.set(seqNum, hash)
      this.items.push({ entry, bytes, payload })
      return ok({ id: toHex(hash) as EntryHash, author, logId, seqNum })
    } catch {
      // The wallet was locked or lost while we asked, or gave no signature.
      return err({ code: 'signer-failed' })
    }
  }

  async #links(seqNum: number): Promise<{ backlink: Uint8Array | undefined; lipmaalink: Uint8Array | undefined }> {
    return { backlink: this.#hashes.get(seqNum - 1), lipmaalink: await this.#hashOf(lipmaalink(seqNum)) }
  }

  async #hashOf(seqNum: number): Promise<Uint8Array | undefined> {
    const written = this.#hashes.get(seqNum)
    if (written !== undefined || this.#log === undefined) return written
    const [held] = await this.#store.entries(this.#log, seqNum, seqNum)
    return held === undefined ? undefined : yamfHash(held.entry)
  }
}
