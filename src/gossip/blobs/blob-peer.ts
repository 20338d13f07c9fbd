// What is under way about blobs on one link: what it was asked for, what it said it lacks, and what it is still to be sent.

import { blobName, blobOf, type BlobName } from '../../operations/blobs.ts'
import type { FestivalId } from '../../operations/ids.ts'
import type { BlobId } from '../../operations/operation.ts'
import { partCount } from '../../ports/blob-store.ts'
import { TokenBucket } from '../token-bucket.ts'
import type { AnyBlobMessage, WantBlobMessage } from './blob-messages.ts'

/** Blobs that one link is asked for at a time; two more when somebody looks at them. */
const MAX_ASKED = 4
const MAX_ASKED_URGENT = 6
/** Requests that we send on one link: the peer takes 200 control messages a second, of all kinds. */
const ASKS_PER_SECOND = 50
const ASK_BURST = 50
/** Blobs that a peer may have waiting with us; who asks for more asks again later. */
const MAX_SERVING = 16
/** Blobs that we do not have and tell a peer of once we do. */
const MAX_AWAITED = 256
/** Without one part for so long, somebody else is asked. A busy peer sends entries first. */
const STALL_MS = 30_000
/** How long nobody is asked again who lacks a blob, unless they tell that they have it, or who did not send it. */
const LACKING_MS = 10 * 60_000
const AVOID_MS = 60_000
/** A link that let so many requests in a row go unanswered is asked for no blob for a while. */
const TOO_MANY_STALLS = 3

/** What is to be sent to a peer. */
export interface ServingBlob {
  festival: FestivalId
  blob: BlobId
  part: number
}

interface Asked {
  /** The part that comes next over the link. */
  next: number
  progressAt: number
}

export class BlobPeer {
  /** Our numbers for the topics on this link. */
  readonly slots: Map<FestivalId, number> = new Map()
  readonly #asked = new Map<BlobName, Asked>()
  readonly #lacksUntil = new Map<BlobName, number>()
  readonly #asks: TokenBucket
  /** What the peer asked for and we did not have. */
  readonly #awaited = new Map<BlobName, FestivalId>()
  #toAsk: WantBlobMessage[] = []
  #toTell: AnyBlobMessage[] = []
  #serving: ServingBlob[] = []
  #stalls = 0
  #avoidUntil = 0

  constructor(now: number) {
    this.#asks = new TokenBucket(ASKS_PER_SECOND, ASK_BURST, now)
  }

  unshare(festival: FestivalId): void {
    const slot = this.slots.get(festival)
    this.slots.delete(festival)
    this.#toAsk = this.#toAsk.filter((message) => message.slot !== slot)
    this.#toTell = this.#toTell.filter((message) => message.slot !== slot)
    this.#serving = this.#serving.filter((serving) => serving.festival !== festival)
    for (const [name, where] of this.#awaited) if (where === festival) this.#awaited.delete(name)
  }

  /** How much the link has to do for us. */
  get load(): number {
    return this.#asked.size
  }

  /** The topic in which the peer can be asked for the blob now, if there is one. */
  topicFor(name: BlobName, festivals: readonly FestivalId[], isUrgent: boolean, now: number): FestivalId | undefined {
    const isBusy = this.load >= (isUrgent ? MAX_ASKED_URGENT : MAX_ASKED)
    return isBusy || now < this.#avoidUntil || this.lacks(name, now) ? undefined : this.shares(festivals)
  }

  shares(festivals: readonly FestivalId[]): FestivalId | undefined {
    return festivals.find((festival) => this.slots.has(festival))
  }

  lacks(name: BlobName, now: number): boolean {
    return now < (this.#lacksUntil.get(name) ?? 0)
  }

  ask(festival: FestivalId, blob: BlobId, part: number, now: number): void {
    const slot = this.slots.get(festival)
    if (slot === undefined) return
    this.#asked.set(blobName(blob), { next: part, progressAt: now })
    this.#toAsk.push({ type: 'want-blob', slot, blob, part })
  }

  /** Nothing more of the blob is expected from the link. */
  forget(name: BlobName): void {
    this.#asked.delete(name)
    this.#toAsk = this.#toAsk.filter(({ blob }) => blobName(blob) !== name)
  }

  /** Whether this is the very part that is to come from the link. */
  takes(name: BlobName, part: number, now: number): boolean {
    const asked = this.#asked.get(name)
    if (asked?.next !== part) return false
    asked.next += 1
    asked.progressAt = now
    this.#stalls = 0
    return true
  }

  /** The peer said whether it has the blob. */
  said(name: BlobName, isHere: boolean, now: number): void {
    if (isHere) this.#lacksUntil.delete(name)
    else this.#lack(name, now + LACKING_MS)
  }

  /** Requests that nothing came of for too long. */
  takeStalled(now: number): BlobName[] {
    const stalled = [...this.#asked].flatMap(([name, { progressAt }]) => (now - progressAt >= STALL_MS ? [name] : []))
    for (const name of stalled) {
      this.#lack(name, now + AVOID_MS)
      this.#stalls += 1
    }
    if (this.#stalls >= TOO_MANY_STALLS) {
      this.#stalls = 0
      this.#avoidUntil = now + LACKING_MS
    }
    for (const [name, until] of this.#lacksUntil) if (now >= until) this.#lacksUntil.delete(name)
    return stalled
  }

  /** The machine slept: nobody could send anything. */
  woke(now: number): void {
    for (const asked of this.#asked.values()) asked.progressAt = now
  }

  /** The peer wants the blob, from this part on. */
  serve(serving: ServingBlob): void {
    const name = blobName(serving.blob)
    const others = this.#serving.filter(({ blob }) => blobName(blob) !== name)
    if (others.length < MAX_SERVING) this.#serving = [...others, serving]
  }

  nextServing(): ServingBlob | undefined {
    return this.#serving[0]
  }

  /** `isSent`: the part is on its way, the next one comes after the other blobs. Otherwise the blob is not here. */
  served(serving: ServingBlob, isSent: boolean): void {
    const index = this.#serving.indexOf(serving)
    if (index === -1) return
    this.#serving.splice(index, 1)
    if (!isSent) this.#tellLacking(serving)
    else if (serving.part + 1 < partCount(serving.blob.size)) this.#serving.push({ ...serving, part: serving.part + 1 })
  }

  /** What the peer asked for and we did not have. */
  get awaited(): ServingBlob[] {
    return [...this.#awaited].map(([name, festival]) => ({ festival, blob: blobOf(name), part: 0 }))
  }

  /** The blob is here now: tells the peer if it asked for it. */
  arrived(blob: BlobId): void {
    const festival = this.#awaited.get(blobName(blob))
    const slot = festival === undefined ? undefined : this.slots.get(festival)
    this.#awaited.delete(blobName(blob))
    if (slot !== undefined) this.#toTell.push({ type: 'blob-state', slot, blob, isHere: true })
  }

  nextControl(now: number): AnyBlobMessage | undefined {
    return this.#toTell.shift() ?? (this.#toAsk.length > 0 && this.#asks.take(now) ? this.#toAsk.shift() : undefined)
  }

  #tellLacking({ festival, blob }: ServingBlob): void {
    const slot = this.slots.get(festival)
    if (slot === undefined) return
    if (this.#awaited.size < MAX_AWAITED) this.#awaited.set(blobName(blob), festival)
    this.#toTell.push({ type: 'blob-state', slot, blob, isHere: false })
  }

  #lack(name: BlobName, until: number): void {
    this.#lacksUntil.set(name, until)
  }
}
