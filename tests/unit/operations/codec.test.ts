// What is an operation and what is not, and which error says so (DESIGN 4.3).

import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/bamboo/bytes.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import { decodeOperation, encodeOperation, stopsResourceFolds } from '../../../src/operations/codec.ts'
import type { EventUpdate, Operation } from '../../../src/operations/operation.ts'
import { eventCreate, festivalCreate, grant, id, key, resourceCreate } from '../festival/story.ts'

const payload = (fields: Record<string, CborValue>): Uint8Array => encodeCbor(new Map(Object.entries(fields)))
const event = { v: 1, op: 'event.create', at: 5, title: 'Talk', from: 1, to: 2 }
const errorOf = (fields: Record<string, CborValue>): unknown => {
  const decoded = decodeOperation(payload(fields))
  return decoded.ok ? decoded.value : decoded.error
}

describe('decodeOperation', () => {
  it('reads an operation and leaves out fields that this version does not know', () => {
    expect(decodeOperation(payload({ ...event, mood: 'good' }))).toEqual({ ok: true, value: event })
  })

  it.each([
    ['a number', encodeCbor(7)],
    ['a map without op', payload({ v: 1, at: 5 })],
    ['a version of zero', payload({ ...event, v: 0 })],
    ['a version that is text', payload({ ...event, v: '1' })],
    ['an empty name', payload({ ...event, op: '' })],
  ])('says that %s is no operation', (_name, bytes) => {
    expect(decodeOperation(bytes)).toEqual({ ok: false, error: { code: 'not-an-operation' } })
  })

  it('tells newer versions and unknown operations apart from nonsense', () => {
    expect(errorOf({ ...event, v: 2, from: 'noon' })).toEqual({ code: 'newer-version', op: 'event.create', v: 2 })
    expect(errorOf({ v: 1, op: 'dance.start', at: 0 })).toEqual({ code: 'unknown-operation', op: 'dance.start' })
    expect(errorOf({ v: 1, op: 'constructor', at: 0 })).toEqual({ code: 'unknown-operation', op: 'constructor' })
  })

  it.each<[string, Record<string, CborValue>, string]>([
    ['no title', { title: '' }, 'title'],
    ['a title that is bytes', { title: new Uint8Array(3) }, 'title'],
    ['an interval without length', { from: 2, to: 2 }, 'to'],
    ['an end before the start', { from: 3, to: 2 }, 'to'],
    ['a negative start', { from: -1 }, 'from'],
    ['a time after the year 9999', { to: 253402300800001 }, 'to'],
    ['a time beyond 2^53', { to: 2n ** 60n }, 'to'],
    ['a clock that is text', { at: 'now' }, 'at'],
    ['a tag that is empty', { tags: ['a', ''] }, 'tags.1'],
    ['a link that a click would run', { links: [new Map([['url', 'javascript:alert(1)']])] }, 'links.0.url'],
    ['an audience that nobody knows', { audience: 'everybody' }, 'audience'],
  ])('names the field of an event with %s', (_name, change, field) => {
    expect(errorOf({ ...event, ...change })).toEqual({ code: 'invalid-field', op: 'event.create', field })
  })

  it('says the limit when a field is only too long, in bytes and not in letters', () => {
    const tooLong = { code: 'invalid-field', op: 'event.create', field: 'title', limit: 200 }
    expect(errorOf({ ...event, title: 'é'.repeat(100) })).toEqual({ ...event, title: 'é'.repeat(100) })
    expect(errorOf({ ...event, title: 'é'.repeat(101) })).toEqual(tooLong)
    expect(errorOf({ ...event, tags: Array.from({ length: 21 }, () => 'x') })).toEqual({
      ...tooLong,
      field: 'tags',
      limit: 20,
    })
  })

  it('refuses a payload beyond 64 KiB before reading it', () => {
    expect(decodeOperation(new Uint8Array(65_537))).toEqual({ ok: false, error: { code: 'too-large', limit: 65_536 } })
  })
})

describe('encodeOperation', () => {
  it('always gives the same bytes, whatever the order of the fields', () => {
    const { title, ...rest } = eventCreate()
    expect(encodeOperation({ title, ...rest })).toEqual(encodeOperation(eventCreate()))
  })

  it('writes hashes as bytes and not as hex', () => {
    const written = encodeOperation(grant('q', 'R', 1, 2))
    expect(written.ok && toHex(written.value)).toContain(id('q'))
  })

  it('leaves out what is undefined', () => {
    const withHole = { ...eventCreate(), description: undefined } as unknown as Operation
    expect(encodeOperation(withHole)).toEqual(encodeOperation(eventCreate()))
  })

  it.each<[string, object, string]>([
    ['a field of no operation', { capcity: 3 }, 'capcity'],
    ['a capacity of zero', { capacity: 0 }, 'capacity'],
    ['a capacity that is a fraction', { capacity: 1.5 }, 'capacity'],
    ['a capacity beyond 65535', { capacity: 65_536 }, 'capacity'],
    ['a buffer of more than a year', { buffer: { before: 0, after: 31_536_000_001 } }, 'buffer.after'],
    ['half a buffer', { buffer: { before: 0 } }, 'buffer.after'],
    ['a policy that nobody knows', { policy: { kind: 'auction' } }, 'policy.kind'],
    ['a policy with a field too many', { policy: { kind: 'manual', until: 5 } }, 'policy.until'],
    ['windows that end before they begin', { availability: { windows: [[5, 5]] } }, 'availability.windows.0'],
    ['a place beyond the pole', { location: { type: 'gps', lat: 900_000_001, lon: 0 } }, 'location.lat'],
    ['half a surrogate', { title: '\ud800' }, 'title'],
    ['a hash in capitals', { origin: id('lion').toUpperCase() }, 'origin'],
    ['a title that is missing', { title: undefined }, 'title'],
  ])('refuses %s and names the field', (_name, change, field) => {
    const written = encodeOperation({ ...resourceCreate(), ...change })
    expect(written).toEqual({ ok: false, error: { code: 'invalid-field', op: 'resource.create', field } })
  })

  it('refuses an unknown operation, another version and no operation at all', () => {
    const other = (change: object): Operation => ({ ...eventCreate(), ...change })
    expect(encodeOperation(other({ op: 'dance.start' }))).toMatchObject({ error: { code: 'unknown-operation' } })
    expect(encodeOperation(other({ v: 2 }))).toMatchObject({ error: { code: 'invalid-field', field: 'v' } })
    expect(encodeOperation(null as never)).toEqual({ ok: false, error: { code: 'not-an-operation' } })
  })

  it('refuses fields that are each short enough but too much together', () => {
    const heads = Array.from({ length: 600 }, (_, index) => ({
      author: key(`a${index}`),
      logId: 1n,
      seqNum: 1,
      hash: id(`h${index}`),
    }))
    expect(encodeOperation({ v: 1, op: 'festival.heads', at: 0, heads })).toEqual({
      ok: false,
      error: { code: 'too-large', limit: 65_536 },
    })
  })
})

describe('a festival without a name', () => {
  it('is no festival', () => {
    expect(encodeOperation(festivalCreate(''))).toMatchObject({ error: { code: 'invalid-field', field: 'title' } })
  })
})

describe('stopsResourceFolds', () => {
  it.each<[string, Record<string, CborValue>, boolean]>([
    ['a newer version of anything', { ...event, v: 2 }, true],
    ['an unknown operation on resources', { v: 1, op: 'resource.lend', at: 0 }, true],
    ['an unknown operation on authorizations', { v: 1, op: 'authorization.swap', at: 0 }, true],
    ['an unknown operation on something else', { v: 1, op: 'chat.say', at: 0 }, false],
    ['an operation with a wrong field', { v: 1, op: 'resource.retire', at: 0 }, false],
  ])('answers for %s', (_name, fields, expected) => {
    const decoded = decodeOperation(payload(fields))
    expect(!decoded.ok && stopsResourceFolds(decoded.error)).toBe(expected)
  })
})

describe('an update', () => {
  it('may change one end of an interval, and not to nothing when it names both', () => {
    const set = (change: EventUpdate['set']): Operation => ({
      v: 1,
      op: 'event.update',
      at: 0,
      event: id('E'),
      set: change,
    })
    expect(encodeOperation(set({ from: 5 })).ok).toBe(true)
    expect(encodeOperation(set({ from: 5, to: 5 }))).toMatchObject({
      error: { code: 'invalid-field', field: 'set.to' },
    })
  })

  const bare: Operation = { v: 1, op: 'festival.update', at: 5, set: {}, unset: ['from', 'to', 'eventTicket'] }

  it('takes fields away by their names, beside those that it sets', () => {
    // a5 "v": 1, "at": 5, "op": "festival.update", "set": {}, "unset": ["from", "to", "eventTicket"]
    const bytes =
      'a561760162617405626f706f666573746976616c2e75706461746563736574a065756e736574836466726f6d62746f6b' +
      '6576656e745469636b6574'
    const written = encodeOperation(bare)
    expect(written.ok && toHex(written.value)).toBe(bytes)
    expect(decodeOperation(fromHex(bytes) ?? expect.fail())).toEqual({ ok: true, value: bare })
  })

  it('takes away what this version knows of a list of names, and is written with nothing else', () => {
    const fields = { v: 1, op: 'festival.update', at: 5, set: new Map(), unset: ['title', 'to', 'mood'] }
    expect(errorOf(fields)).toEqual({ v: 1, op: 'festival.update', at: 5, set: {}, unset: ['to'] })
    const strange = { ...bare, unset: ['title'] } as unknown as Operation
    expect(encodeOperation(strange)).toMatchObject({ error: { code: 'invalid-field', field: 'unset.0' } })
    expect(errorOf({ ...fields, unset: [''] })).toMatchObject({ code: 'invalid-field', field: 'unset.0' })
    const many = Array.from({ length: 21 }, () => 'to')
    expect(errorOf({ ...fields, unset: many })).toMatchObject({ field: 'unset', limit: 20 })
  })
})
