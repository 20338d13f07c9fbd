// Two lanes over one link (DESIGN 6): control messages overtake bulk ones, bulk is cut into frames of at most 16 KiB and
// sent only as far as the receiver granted credit. Nothing here queues without bound, in either direction.
//
// A frame is one byte (0 control, 1 the last of a bulk message, 3 more of it follows) and up to 16,383 bytes.

import { concatBytes, err, ok, type Result } from '../bamboo/index.ts'
import { Gathering } from './gathering.ts'

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
const BULK_LAST = 1
const BULK_MORE = 3

export type LaneErrorCode = 'malformed' | 'credit-exceeded' | 'too-long'

/** A whole message that came in. `bulkBytes` must be given back with `release` once the message is dealt with. */
export interface Received {
  message: Uint8Array
  bulkBytes: number
}

export class OutgoingLanes {
  readonly #control: Uint8Array[] = []
  #controlBytes = 0
  readonly #bulk: Gathering[] = []
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
    if (!this.isBulkFree) throw new RangeError('the bulk lane is busy')
    const message = new Gathering(parts)
    if (message.left > CREDIT_WINDOW) throw new RangeError('a bulk message must fit into the credit window')
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
    if (message === undefined || this.#credit === 0) return undefined
    const length = Math.min(message.left, MAX_BODY_LENGTH, this.#credit)
    const frame = new Uint8Array(1 + length)
    message.take(frame, 1)
    this.#credit -= length
    const isLast = message.left === 0
    frame[0] = isLast ? BULK_LAST : BULK_MORE
    if (isLast) this.#bulk.shift()
    return frame
  }
}

export class IncomingLanes {
  #parts: Uint8Array[] = []
  #partBytes = 0
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
    return this.#parts.length > 0
  }

  /** Takes one frame, whose bytes nobody else uses; gives a message when the frame completes one. */
  receive(bytes: Uint8Array): Result<Received | undefined, { code: LaneErrorCode }> {
    if (bytes.length > MAX_FRAME_LENGTH) return err({ code: 'too-long' })
    const kind = bytes[0]
    const body = bytes.subarray(1)
    if (kind === CONTROL) return ok({ message: body, bulkBytes: 0 })
    if (kind !== BULK_LAST && kind !== BULK_MORE) return err({ code: 'malformed' })
    if (body.length === 0) return err({ code: 'malformed' })
    this.#held += body.length
    this.#partBytes += body.length
    if (this.#held > this.#window) return err({ code: 'credit-exceeded' })
    if (this.#partBytes > CREDIT_WINDOW) return err({ code: 'too-long' })
    if (this.#parts.length === MAX_PARTS) return err({ code: 'malformed' })
    this.#parts.push(body)
    if (kind === BULK_MORE) return ok(undefined)
    const message = concatBytes(...this.#parts)
    this.#parts = []
    this.#partBytes = 0
    return ok({ message, bulkBytes: message.length })
  }

  /** The message of `bulkBytes` is stored or dropped: as much may come again. Tell the peer with a CREDIT message. */
  release(bulkBytes: number): void {
    this.#held = Math.max(0, this.#held - bulkBytes)
  }
}
