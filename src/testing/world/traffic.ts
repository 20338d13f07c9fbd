// What a world costs: frames and bytes by kind of message, connection objects, announces, time online. And the trace: a hash
// over every frame that arrived, with its time, sender and receiver.

import { sha256 } from '@noble/hashes/sha2.js'
import { messageTypeOf } from '../../gossip/frames.ts'
import { readEntriesName } from './entries-name.ts'
import type { Visit } from './visit.ts'
import type { Holder, WireEnd } from './wire.ts'
import type { World } from './world.ts'

export interface Volume {
  messages: number
  bytes: number
}

const HOUR_MS = 3_600_000
/** First bytes of frames (src/gossip/lanes.ts). */
const CONTROL = 0
const BULK_MORE = 3
const HEADER_LENGTH = 20
/** Stands for frames that go on with a bulk message; no message has this number. */
const BULK_REST = 0

export class Traffic {
  readonly #world: World
  readonly #trace = sha256.create()
  readonly #header = new DataView(new ArrayBuffer(HEADER_LENGTH))
  /** Ends in the middle of a bulk message of several frames. */
  readonly #inBulk = new WeakSet<WireEnd>()
  #since = 0
  #leftMs = 0
  messages = 0
  bytes = 0
  objects = 0
  announces = 0
  offers = 0
  recycles = 0
  readonly #byType = new Map<number, Volume>()

  constructor(world: World) {
    this.#world = world
  }

  /** Forgets what was counted so far; the trace goes on. */
  begin(): void {
    this.#since = this.#world.time.elapsed
    this.#leftMs = 0
    this.messages = 0
    this.bytes = 0
    this.objects = 0
    this.announces = 0
    this.offers = 0
    this.recycles = 0
    this.#byType.clear()
  }

  /** Hours that honest people were online since the beginning of the count, all together. */
  get nodeHours(): number {
    let ms = this.#leftMs
    for (const visit of this.#world.visits) ms += this.#onlineMs(visit)
    return ms / HOUR_MS
  }

  /** Volume by message type, in the words of src/gossip/messages.ts. */
  get byType(): ReadonlyMap<string, Volume> {
    return new Map([...this.#byType].map(([number, volume]) => [messageTypeOf(number) ?? `${number}`, volume]))
  }

  traceDigest(): Uint8Array {
    return this.#trace.clone().digest()
  }

  constructed(holder: Holder): void {
    if (!this.#isHostile(holder)) this.objects += 1
  }

  announced(holder: Holder, offers: number): void {
    if (this.#isHostile(holder)) return
    this.announces += 1
    this.offers += offers
  }

  recycled(): void {
    this.recycles += 1
  }

  left(visit: Visit): void {
    this.#leftMs += this.#onlineMs(visit)
  }

  arrived(from: WireEnd, to: WireEnd, frame: Uint8Array): void {
    this.messages += 1
    this.bytes += frame.length
    this.#header.setFloat64(0, this.#world.time.elapsed)
    this.#header.setUint32(8, from.holder.number)
    this.#header.setUint32(12, to.holder.number)
    this.#header.setUint32(16, frame.length)
    this.#trace.update(new Uint8Array(this.#header.buffer)).update(frame)
    const isContinued = this.#inBulk.has(from)
    if (!isContinued) this.#count(frame[1] ?? 0, frame.length)
    else this.#count(BULK_REST, frame.length)
    if (frame[0] === CONTROL) return
    if (frame[0] === BULK_MORE) this.#inBulk.add(from)
    else this.#inBulk.delete(from)
    const named = isContinued ? undefined : readEntriesName(frame.subarray(1))
    if (named !== undefined) this.#world.spread.arrived(from.holder, to.holder, named)
  }

  #count(type: number, bytes: number): void {
    const volume = this.#byType.get(type) ?? { messages: 0, bytes: 0 }
    this.#byType.set(type, volume)
    volume.messages += 1
    volume.bytes += bytes
  }

  #onlineMs(visit: Visit): number {
    return visit.isHostile ? 0 : this.#world.time.elapsed - Math.max(this.#since, visit.startedAt)
  }

  #isHostile(holder: Holder): boolean {
    return 'isHostile' in holder && holder.isHostile === true
  }
}
