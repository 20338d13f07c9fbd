// Arbitrary operations: one generator for each, at the edges of every limit.

import * as fc from 'fast-check'
import { utf8Encode } from '../../src/bamboo/bytes.ts'
import type { EntryHash, PublicKey } from '../../src/operations/ids.ts'
import { MAX_TIME } from '../../src/operations/shape.ts'
import type { Operation } from '../../src/operations/operation.ts'

const hexOf = (bytes: number, prefix = ''): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((raw) => prefix + Buffer.from(raw).toString('hex'))

export const hash: fc.Arbitrary<EntryHash> = hexOf(64, '0040') as fc.Arbitrary<EntryHash>
const key = hexOf(32) as fc.Arbitrary<PublicKey>
const text = (limit: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength: limit }).filter((value) => utf8Encode(value).length <= limit)
const words = (limit: number): fc.Arbitrary<string> => text(limit).map((value) => (value === '' ? 'x' : value))
const time = fc.integer({ min: 0, max: MAX_TIME })
/** An end after it must still exist. */
const start = fc.integer({ min: 0, max: MAX_TIME - 1 })
const interval = fc
  .tuple(fc.integer({ min: 0, max: MAX_TIME - 1 }), fc.integer({ min: 1, max: MAX_TIME }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }))
const tags = fc.array(words(40), { maxLength: 20 })
const url = fc.constantFrom('https://example.org/', 'http://localhost:8080/a?b=c#d', 'https://münchen.example/ä')
const side = fc.integer({ min: 1, max: 65_535 })
const blob = fc
  .record(
    {
      hash,
      size: fc.integer({ min: 1, max: 1_048_576 }),
      type: fc.constant('image/png'),
      alt: text(50),
      thumbnail: fc.record({ hash, size: fc.integer({ min: 1, max: 16_384 }) }),
      sides: fc.tuple(side, side),
    },
    { requiredKeys: ['hash', 'size', 'type'] },
  )
  .map(({ sides, ...ref }) => (sides === undefined ? ref : Object.assign(ref, { width: sides[0], height: sides[1] })))
const head = fc.record({
  author: key,
  logId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  seqNum: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  hash,
})
const location = fc.oneof(
  fc.record({
    type: fc.constant('gps'),
    lat: fc.integer({ min: -900_000_000, max: 900_000_000 }),
    lon: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }),
  }),
  fc.record(
    {
      type: fc.constant('address'),
      street: text(200),
      city: text(200),
      postcode: text(200),
      country: text(200),
      note: text(100),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('url'), url }),
  fc.record(
    { type: fc.constant('space'), x: fc.maxSafeInteger(), y: fc.maxSafeInteger(), z: fc.constant(0), world: text(200) },
    { requiredKeys: ['type', 'x', 'y', 'z'] },
  ),
)
const windows = fc.array(
  interval.map(({ from, to }) => [from, to]),
  { maxLength: 5 },
)
const availability = fc.oneof(
  fc.constant('always'),
  fc.record(
    {
      windows,
      weekly: fc.array(fc.constant({ days: [1, 7], from: 0, to: 2880 }), { maxLength: 2 }),
      except: windows,
    },
    { requiredKeys: ['windows'] },
  ),
)
const policy = fc.oneof(
  fc.constant({ kind: 'first-come-first-served' }),
  fc.constant({ kind: 'manual' }),
  fc.record({ kind: fc.constant('lottery'), until: time, commitment: hash }),
  fc.record({ kind: fc.constant('token'), resource: hash }),
  fc.record({ kind: fc.constant('external'), url }),
)
const audience = fc.constantFrom('public', 'members')
const quantity = fc.integer({ min: 1, max: 65_535 })
const reason = text(100)

type Model = Record<string, fc.Arbitrary<unknown>>

/** Fields that must be there, and fields that may. */
const fields = (required: Model, optional: Model = {}): fc.Arbitrary<object> =>
  fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) })
const withInterval = (rest: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.tuple(interval, rest).map(([times, others]) => Object.assign({}, others, times))

const festival = { description: text(300), place: text(100), tags, eventTicket: hash }
const images = fc.array(blob, { maxLength: 3 })
const resource = {
  description: text(300),
  location,
  tags,
  images,
  capacity: quantity,
  buffer: fc.record({ before: fc.constantFrom(0, 31_536_000_000), after: fc.nat() }),
  requires: fc.array(hash, { maxLength: 3 }),
  message: text(100),
  audience,
}
const resourceNeeds = {
  title: words(200),
  kind: fc.constantFrom('place', 'thing', 'skill', 'ticket'),
  availability,
  policy,
}
const links = fc.array(fc.record({ title: text(200), url }, { requiredKeys: ['url'] }), { maxLength: 20 })
const event = { description: text(300), tags, links, images, audience, series: text(100) }

const bodies: Record<Operation['op'], fc.Arbitrary<object>> = {
  'festival.create': fields(
    { title: words(200), timezone: words(64), visibility: fc.constantFrom('open', 'closed'), nonce: hexOf(16) },
    {
      ...festival,
      from: time,
      parent: hash,
      forkOf: fc.record({ festival: hash, heads: fc.array(head, { maxLength: 3 }) }),
    },
  ),
  'festival.update': fields(
    { set: fields({}, { title: words(200), timezone: words(64), to: time, ...festival }) },
    { unset: fc.array(fc.constantFrom('from', 'to', 'eventTicket'), { maxLength: 20 }) },
  ),
  'festival.list': fields({ festival: hash }),
  'festival.unlist': fields({ festival: hash }),
  'festival.heads': fields({ heads: fc.array(head, { maxLength: 5 }) }),
  'festival.join': fields({ festival: hash }, { invitedBy: key }),
  'log.continue': fields({
    log: fc.record({ author: key, logId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
    head: fc.record({ seqNum: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), hash }),
  }),
  'profile.set': fields({}, { name: text(80), about: text(300), contact: text(100), picture: blob, successor: key }),
  'resource.create': fields(resourceNeeds, { ...resource, origin: hash }),
  'resource.update': fields(
    { resource: hash, set: fields({}, { ...resourceNeeds, ...resource }) },
    { unset: fc.array(fc.constant('location'), { maxLength: 20 }) },
  ),
  'resource.retire': fields({ resource: hash }, { reason }),
  'event.create': withInterval(fields({ title: words(200) }, event)),
  'event.update': fields({ event: hash, set: fields({}, { title: words(200), from: start, ...event }) }),
  'event.cancel': fields({ event: hash }, { reason }),
  'request.create': withInterval(
    fields(
      { event: hash, resource: hash },
      {
        eventFestival: hash,
        eventTitle: text(200),
        quantity,
        required: fc.boolean(),
        message: text(100),
        supersedes: hash,
        alternativeTo: hash,
        expires: time,
      },
    ),
  ),
  'request.withdraw': fields({ request: hash }, { reason }),
  'authorization.grant': withInterval(
    fields(
      { request: hash, resource: hash, by: words(300) },
      { quantity, replaces: hash, note: text(100), draw: hexOf(32) },
    ),
  ),
  'authorization.deny': fields({ request: hash, by: words(300) }, { reason, draw: hexOf(32) }),
  'authorization.revoke': fields({ grant: hash }, { reason }),
  'authorization.release': fields({ grant: hash }, { reason }),
  'authorization.hold': withInterval(fields({ resource: hash }, { quantity, note: text(100) })),
  'programme.publish': fields({
    title: words(200),
    events: fc.array(fc.record({ event: hash, note: text(100) }, { requiredKeys: ['event'] }), { maxLength: 5 }),
  }),
  retract: fields({ entry: hash }),
}

/** Any operation that can be written. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  ...Object.entries(bodies).map(([op, body]) =>
    fc.tuple(time, body).map(([at, rest]) => Object.assign({ v: 1, op, at }, rest) as Operation),
  ),
)
