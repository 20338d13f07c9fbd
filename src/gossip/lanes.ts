// Two lanes over one link (DESIGN 6): control messages overtake bulk ones, bulk is cut into frames of at most 16 KiB and
// sent only as far as the receiver granted credit. Nothing here queues without bound, in either direction.
//
// A frame is one byte (0 control, 1 the last of a bulk message, 3 more of it follows; 5 and 7: of one that is packed) and up to
// 16,383 bytes.

import { concatBytes, decodeVarU64, encodeVarU64, err, ok, type Result } from '../bamboo/index.ts'
import { Gathering } from './gathering.ts'
import { unpack, type Packed } from './packing/packing.ts'

/** The largest message that every browser's data channel takes. */
export const MAX_FRAME_LENGTH: number = 16 * 1024
const MAX_BODY_LENGTH = MAX_FRAME_LENGTH - 1
/** A control message is one frame. */
export const MAX_CONTROL_LENGTH: number = MAX_BODY_LENGTH
/** The longest bulk message; and the bulk bytes that a peer may send before it has proved who it is. */
export const CREDIT_WINDOW: number = 256 * 1024
/**
 * Bulk bytes that may be on their way or waiting to be stored from then on. Two blocks of long entries have about half of it: while
 * one is stored and the next is checked, others come.
 */
export const LIVE_WINDOW: number = 2 * 1024 * 1024
/** Bulk messages that wait to be sent: one goes out while the next one is loaded. */
const MAX_BULK_QUEUE = 2
/** Control bytes that may wait; the session is over when a peer does not take even these. */
const MAX_CONTROL_QUEUE = 256 * 1024
const MAX_CREDIT = 16 * 1024 * 1024
/** Frames of one bulk message: a peer that cuts its messages into crumbs would cost us memory beyond the window. */
const MAX_PARTS = 1024

const CONTROL = 0
/** Bits of the first byte. */
const BULK = 1
const MORE = 2
const PACKED = 4
const BULK_KINDS: ReadonlySet<number> = new Set([BULK, BULK | MORE, BULK | PACKED, BULK | MORE | PACKED])

export type LaneErrorCode = 'malformed' | 'credit-exceeded' | 'too-long'

/** A whole message that came in. `bulkBytes` must be given back with `release` once the message is dealt with. */
export interface Received {
  message: Uint8Array
  bulkBytes: number
}

/** A bulk message on its way out. */
interface OutgoingBulk {
  bytes: Gathering
  isPacked: boolean
  /** Credit that it still costs. */
  cost: number
}

/** A bulk message that has begun to come in. */
interface IncomingBulk {
  parts: Uint8Array[]
  bytes: number
  /** Bytes of the message, when those on the way are packed. */
  unpacked?: number
}

export class OutgoingLanes {
  readonly #control: Uint8Array[] = []
  #controlBytes = 0
  readonly #bulk: OutgoingBulk[] = []
  #credit = CREDIT_WINDOW

  /** False when the queue is full: the peer takes nothing any more. */
  control(message: Uint8Array): boolean {
    if (message.length > MAX_CONTROL_LENGTH) throw new RangeError('a control message must fit into one frame')
    if (this.#controlBytes + message.length > MAX_CONTROL_QUEUE) return false
    this.#control.push(message)
    this.#controlBytes += message.length
    return true
  }

  /** Takes one bulk message more, in parts whose bytes stay as they are: ask `isBulkFree` first. */
  bulk(parts: readonly Uint8Array[]): void {
    const bytes = new Gathering(parts)
    this.#add({ bytes, isPacked: false, cost: bytes.left })
  }

  /** The same, packed; only to a peer that said that it understands this. */
  packedBulk({ bytes, unpacked }: Packed): void {
    this.#add({ bytes: new Gathering([encodeVarU64(unpacked), bytes]), isPacked: true, cost: unpacked })
  }

  #add(message: OutgoingBulk): void {
    if (!this.isBulkFree) throw new RangeError('the bulk lane is busy')
    if (message.cost > CREDIT_WINDOW) throw new RangeError('a bulk message must fit into the credit window')
    this.#bulk.push(message)
  }

  get isBulkFree(): boolean {
    return this.#bulk.length < MAX_BULK_QUEUE
  }

  get isControlEmpty(): boolean {
    return this.#control.length === 0
  }

  /** The receiver is ready for `bytes` more. */
  grant(bytes: number): void {
    this.#credit = Math.min(MAX_CREDIT, this.#credit + bytes)
  }

  /** The next frame to send, if there is one that may be sent now. */
  next(): Uint8Array | undefined {
    const message = this.#control.shift()
    if (message === undefined) return this.#nextOfBulk()
    this.#controlBytes -= message.length
    return concatBytes(Uint8Array.of(CONTROL), message)
  }

  #nextOfBulk(): Uint8Array | undefined {
    const [message] = this.#bulk
    const length = message === undefined ? 0 : this.#pay(message)
    if (message === undefined || length === 0) return undefined
    const frame = new Uint8Array(1 + length)
    message.bytes.take(frame, 1)
    const isLast = message.bytes.left === 0
    frame[0] = BULK | (isLast ? 0 : MORE) | (message.isPacked ? PACKED : 0)
    if (isLast) this.#bulk.shift()
    return frame
  }

  /** Pays for the next bytes of it and gives their number. What is packed is paid for whole before it begins: whoever gets it needs the room. */
  #pay(message: OutgoingBulk): number {
    const next = Math.min(message.bytes.left, MAX_BODY_LENGTH)
    const price = message.isPacked ? message.cost : Math.min(next, this.#credit)
    if (price > this.#credit) return 0
    this.#credit -= price
    message.cost -= price
    return message.isPacked ? next : price
  }
}

export class IncomingLanes {
  #bulk: IncomingBulk | undefined
  /** Bulk bytes received and not released yet, the unfinished message included. */
  #held = 0
  #window = CREDIT_WINDOW

  /** The peer proved who it is: gives how many bytes more it may be told to send. */
  widen(): number {
    const more = LIVE_WINDOW - this.#window
    this.#window = LIVE_WINDOW
    return more
  }

  /** Whether a bulk message has begun to come and is not whole yet. */
  get isMidway(): boolean {
    return this.#bulk !== undefined
  }

  /** Takes one frame, whose bytes nobody else uses; gives a message when the frame completes one. */
  receive(bytes: Uint8Array): Result<Received | undefined, { code: LaneErrorCode }> {
    if (bytes.length > MAX_FRAME_LENGTH) return err({ code: 'too-long' })
    const kind = bytes[0]
    const body = bytes.subarray(1)
    if (kind === CONTROL) return ok({ message: body, bulkBytes: 0 })
    if (kind === undefined || !BULK_KINDS.has(kind) || body.length === 0) return err({ code: 'malformed' })
    const refusal = (kind & PACKED) === 0 ? this.#takePlain(body) : this.#takePacked(body)
    if (refusal !== undefined) return err({ code: refusal })
    return (kind & MORE) === 0 ? this.#finish() : ok(undefined)
  }

  #takePlain(body: Uint8Array): LaneErrorCode | undefined {
    const bulk = (this.#bulk ??= { parts: [], bytes: 0 })
    if (bulk.unpacked !== undefined) return 'malformed'
    this.#held += body.length
    if (this.#held > this.#window) return 'credit-exceeded'
    if (bulk.bytes + body.length > CREDIT_WINDOW) return 'too-long'
    return add(bulk, body)
  }

  #takePacked(body: Uint8Array): LaneErrorCode | undefined {
    if (this.#bulk === undefined) return this.#beginPacked(body)
    if (this.#bulk.unpacked === undefined) return 'malformed'
    return add(this.#bulk, body)
  }

  /** It begins with the length that it is going to have, which must be worth it, as the credit counts that one. */
  #beginPacked(body: Uint8Array): LaneErrorCode | undefined {
    const length = decodeVarU64(body)
    if (!length.ok) return 'malformed'
    if (length.value.value > CREDIT_WINDOW) return 'too-long'
    const unpacked = Number(length.value.value)
    this.#bulk = { parts: [], bytes: 0, unpacked }
    this.#held += unpacked
    if (this.#held > this.#window) return 'credit-exceeded'
    return add(this.#bulk, body.subarray(length.value.length))
  }

  #finish(): Result<Received, { code: LaneErrorCode }> {
    const { parts = [], unpacked } = this.#bulk ?? {}
    this.#bulk = undefined
    const message = unpacked === undefined ? concatBytes(...parts) : unpack(parts, unpacked)
    return message === undefined ? err({ code: 'malformed' }) : ok({ message, bulkBytes: message.length })
  }

  /** The message of `bulkBytes` is stored or dropped: as much may come again. Tell the peer with a CREDIT message. */
  release(bulkBytes: number): void {
    this.#held = Math.max(0, this.#held - bulkBytes)
  }
}

/** What is packed is shorter than what it was. */
function add(bulk: IncomingBulk, body: Uint8Array): LaneErrorCode | undefined {
  bulk.bytes += body.length
  if (bulk.parts.length === MAX_PARTS || bulk.bytes >= (bulk.unpacked ?? Number.POSITIVE_INFINITY)) return 'malformed'
  bulk.parts.push(body)
  return undefined
}
