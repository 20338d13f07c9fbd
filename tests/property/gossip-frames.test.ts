// The bytes of gossip messages: what is written is read again, and no bytes whatever make the reader throw.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/bamboo/index.ts'
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from '../../src/gossip/base64.ts'
import { decodeMessage, encodeMessage } from '../../src/gossip/frames.ts'
import { MAX_CONTROL_LENGTH } from '../../src/gossip/lanes.ts'
import { partCount, partLength } from '../../src/ports/blob-store.ts'
import { isBulkMessage, type CloseReason, type LogRef, type Message } from '../../src/gossip/messages.ts'
import type { NodeRef } from '../../src/gossip/overlay/overlay-messages.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { ranges, root } from './ranges-arbitrary.ts'

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
const seqNum = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const logRef = bytes(8).map((each) => toHex(each) as LogRef)
const slot = fc.integer({ min: 0, max: 255 })
const log = {
  author: bytes(32).map((key) => toHex(key) as PublicKey),
  logId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
}
const head = fc
  .record({ ...log, seqNum, hash: bytes(16), forkedAt: fc.option(seqNum, { nil: undefined }) })
  .filter(({ seqNum, forkedAt }) => forkedAt === undefined || seqNum < forkedAt)
  .map((fields) => withoutUndefined(fields))
/** A field that is there and undefined is not the same as one that is missing. */
type Defined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>
}
function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
const want = fc.record({ ...log, from: seqNum, to: seqNum }).filter(({ from, to }) => from <= to)
const sentEntry = fc
  .record({
    entry: fc.uint8Array({ maxLength: 300 }),
    payload: fc.option(fc.uint8Array({ maxLength: 2_000 }), { nil: undefined }),
  })
  .map((fields) => withoutUndefined(fields))
const ref = bytes(8).map((each) => toHex(each) as NodeRef)
const dialog = bytes(8).map((each) => toHex(each))
const description = fc.uint8Array({ minLength: 1, maxLength: 512 })
const reason = fc.constantFrom<CloseReason>(
  'done',
  'no-topic',
  'self',
  'duplicate',
  'version',
  'bad-auth',
  'protocol',
  'timeout',
  'rate',
  'bad-entry',
  'full',
  'unwelcome',
  'withholds',
)

const blobId = fc.record({
  hash: bytes(64).map((digest) => `0040${toHex(digest)}`),
  size: fc.integer({ min: 1, max: 1_048_576 }),
})
const blobPart = fc
  .tuple(slot, blobId, fc.nat(), fc.integer({ min: 0, max: 255 }))
  .map(([number, blob, chosen, fill]) => {
    const part = chosen % partCount(blob.size)
    return { slot: number, blob, part, bytes: new Uint8Array(partLength(blob.size, part)).fill(fill) }
  })

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    version: fc.integer({ min: 0, max: 0xffff }),
    nonce: bytes(32),
    features: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  fc.record({ type: fc.constant('prove' as const), tags: fc.array(bytes(16), { maxLength: 32 }) }),
  fc.record({ type: fc.constant('auth' as const), nodeKey: bytes(32), signature: bytes(64) }),
  fc.record({ type: fc.constantFrom('ping' as const, 'pong' as const), token: bytes(4) }),
  fc.record({ type: fc.constant('topic-add' as const), slot, tag: bytes(16) }),
  fc.record({ type: fc.constant('topic-drop' as const), slot }),
  fc.record({ type: fc.constant('close' as const), reason, retryAfterMs: fc.integer({ min: 0, max: 86_400_000 }) }),
  fc.record({
    type: fc.constant('have' as const),
    slot,
    heads: fc.array(head, { maxLength: 200 }),
  }),
  root,
  ranges(head),
  fc.record({ type: fc.constant('want' as const), slot, wants: fc.array(want, { maxLength: 64 }) }),
  fc.record({
    type: fc.constantFrom('entries' as const, 'push' as const),
    slot,
    ...log,
    from: seqNum,
    entries: fc.array(sentEntry),
  }),
  fc.record({
    type: fc.constant('news' as const),
    slot,
    heads: fc.array(fc.record({ ref: logRef, seqNum, hash: bytes(4) }), { maxLength: 200 }),
  }),
  fc.record({
    type: fc.constant('graft' as const),
    slot,
    logs: fc.array(fc.record({ ref: logRef, from: seqNum }), { maxLength: 64 }),
  }),
  fc.record({ type: fc.constant('prune' as const), slot }),
  fc.record({
    type: fc.constant('want-newest' as const),
    slot,
    ...log,
    count: fc.integer({ min: 0, max: 64 }),
  }),
  fc.record({
    type: fc.constant('newest' as const),
    slot,
    ...log,
    pool: fc.array(sentEntry, { maxLength: 128 }),
    newest: fc.array(sentEntry, { maxLength: 64 }),
  }),
  fc.record({
    type: fc.constant('fork' as const),
    slot,
    first: fc.uint8Array({ maxLength: 300 }),
    second: fc.uint8Array({ maxLength: 300 }),
  }),
  fc.record({
    type: fc.constant('signal' as const),
    slot,
    kind: fc.constantFrom('offer' as const, 'answer' as const),
    dialog,
    to: ref,
    from: bytes(32),
    description,
  }),
  fc.record({
    type: fc.constant('signal' as const),
    slot,
    kind: fc.constant('refusal' as const),
    dialog,
    to: ref,
    from: bytes(32),
    description: fc.constant(new Uint8Array(0)),
  }),
  fc.record({
    type: fc.constant('walk' as const),
    slot,
    walk: dialog,
    steps: fc.integer({ min: 0, max: 12 }),
    from: bytes(32),
    description,
  }),
  fc.record({ type: fc.constant('walk-answer' as const), slot, walk: dialog, from: bytes(32), description }),
  fc.record({ type: fc.constant('walk-end' as const), slot, walk: dialog }),
  fc.record({ type: fc.constant('neighbours' as const), slot, refs: fc.array(ref, { maxLength: 24 }) }),
  fc
    .record({ type: fc.constant('flip' as const), slot, give: ref, want: fc.option(ref, { nil: undefined }) })
    .map((fields) => withoutUndefined(fields)),
  fc.record({ type: fc.constant('flip-answer' as const), slot, give: ref, accepted: fc.boolean() }),
  fc.record({ type: fc.constant('blob-state' as const), slot, blob: blobId, isHere: fc.boolean() }),
  blobPart.map(({ bytes: _bytes, ...rest }) => Object.assign(rest, { type: 'want-blob' as const })),
  blobPart.map((fields) => Object.assign(fields, { type: 'blob' as const })),
  fc.record({ type: fc.constant('credit' as const), bytes: fc.integer({ min: 0, max: 16 * 1024 * 1024 }) }),
)

describe('a gossip message', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(message, (original) => {
        expect(decodeMessage(encodeMessage(original))).toEqual({ ok: true, value: original })
      }),
    )
  })

  it('fits into a control frame unless it carries entries', () => {
    fc.assert(
      fc.property(message, (original) => {
        fc.pre(!isBulkMessage(original))
        expect(encodeMessage(original).length).toBeLessThanOrEqual(MAX_CONTROL_LENGTH)
      }),
    )
  })

  it('is one value or none, whatever the bytes, and reads back the same', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.tuple(message, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([original, at, value]) => {
        const changed = encodeMessage(original)
        changed[at % changed.length] = value
        return changed
      }),
      fc.tuple(message, fc.nat()).map(([original, at]) => {
        const whole = encodeMessage(original)
        return whole.subarray(0, at % whole.length)
      }),
    )
    fc.assert(
      fc.property(anyBytes, (input) => {
        const decoded = decodeMessage(input)
        if (!decoded.ok || decoded.value.type === 'unknown') return
        const again = decodeMessage(encodeMessage(decoded.value))
        expect(again).toEqual(decoded)
      }),
    )
  })
})

describe('base64', () => {
  it('is the usual one, and only its canonical form is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.string({ maxLength: 12 }), (input, noise) => {
        expect(toBase64(input)).toBe(Buffer.from(input).toString('base64'))
        expect(toBase64Url(input)).toBe(Buffer.from(input).toString('base64url'))
        expect(fromBase64(toBase64(input))).toEqual(input)
        expect(fromBase64Url(toBase64Url(input))).toEqual(input)
        for (const [read, write] of [
          [fromBase64, toBase64],
          [fromBase64Url, toBase64Url],
        ] as const) {
          const bytes = read(noise)
          if (bytes !== undefined) expect(write(bytes)).toBe(noise)
        }
      }),
    )
  })
})
