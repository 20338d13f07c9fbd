// Every field of every operation (DESIGN 4.3): left out, of another kind, or beyond its limits, in both directions. A reader
// and a writer always agree on what is wrong.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCbor, encodeCbor, type CborValue } from '../../src/operations/cbor.ts'
import { decodeOperation, encodeOperation, operationNames, type OperationError } from '../../src/operations/codec.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { operation } from './operation-arbitrary.ts'

/** Fields without which an operation is none; all others may be left out. `v` and `op` say what it is at all. */
const REQUIRED: Readonly<Record<Operation['op'], readonly string[]>> = {
  'festival.create': ['title', 'timezone', 'visibility', 'nonce'],
  'festival.update': ['set'],
  'festival.list': ['festival'],
  'festival.unlist': ['festival'],
  'festival.heads': ['heads'],
  'festival.join': ['festival'],
  'log.continue': ['log', 'head'],
  'profile.set': [],
  'resource.create': ['title', 'kind', 'availability', 'policy'],
  'resource.update': ['resource', 'set'],
  'resource.retire': ['resource'],
  'event.create': ['title', 'from', 'to'],
  'event.update': ['event', 'set'],
  'event.cancel': ['event'],
  'request.create': ['event', 'resource', 'from', 'to'],
  'request.withdraw': ['request'],
  'authorization.grant': ['request', 'resource', 'from', 'to', 'by'],
  'authorization.deny': ['request', 'by'],
  'authorization.revoke': ['grant'],
  'authorization.release': ['grant'],
  'authorization.hold': ['resource', 'from', 'to'],
  'programme.publish': ['title', 'events'],
  retract: ['entry'],
}

const HEAD = new Set(['v', 'op'])

/** An operation and one of its fields. */
const withField = operation.chain((op) => fc.constantFrom(...fieldsOf(op)).map((field) => ({ op, field })))

function fieldsOf(op: Operation): string[] {
  return Object.keys(op).filter((name) => !HEAD.has(name))
}

function payloadOf(op: Operation): Map<string, CborValue> {
  const payload = encodeOperation(op)
  const decoded = payload.ok ? decodeCbor(payload.value) : payload
  if (!decoded.ok || !(decoded.value instanceof Map)) throw new Error('a generated operation can not be written')
  return new Map(decoded.value as ReadonlyMap<string, CborValue>)
}

function fieldOf(result: { ok: true } | { ok: false; error: OperationError }): string | undefined {
  return !result.ok && result.error.code === 'invalid-field' ? result.error.field : undefined
}

/** The first part of a path like `set.tags.3`. */
function topOf(path: string | undefined): string | undefined {
  return path?.split('.')[0]
}

describe('an operation without one of its fields', () => {
  it('is none when the field is required, and the reader and the writer name it', () => {
    const missed = new Set<string>()
    for (const op of fc.sample(operation, { numRuns: 250, seed: 2 })) {
      for (const field of fieldsOf(op)) {
        const isRequired = field === 'at' || REQUIRED[op.op].includes(field)
        const map = payloadOf(op)
        map.delete(field)
        const { [field as keyof Operation]: _left, ...rest } = op
        const read = decodeOperation(encodeCbor(map))
        const written = encodeOperation(rest as Operation)
        expect([read.ok, written.ok]).toEqual([!isRequired, !isRequired])
        if (!isRequired) continue
        expect([fieldOf(read), fieldOf(written)]).toEqual([field, field])
        missed.add(`${op.op} ${field}`)
      }
    }
    const all = operationNames.flatMap((op) => [...REQUIRED[op], 'at'].map((field) => `${op} ${field}`))
    expect([...missed].toSorted()).toEqual(all.toSorted())
  })
})

describe('an operation with a field of another kind', () => {
  it('is none, and the reader and the writer name the field', () => {
    // No field is a list in a list in a list, whatever else it is.
    const strange: CborValue = [[[true]]]
    fc.assert(
      fc.property(withField, ({ op, field }) => {
        const read = decodeOperation(encodeCbor(payloadOf(op).set(field, strange)))
        const written = encodeOperation({ ...op, [field]: strange })
        expect([topOf(fieldOf(read)), topOf(fieldOf(written))]).toEqual([field, field])
      }),
      { numRuns: 500 },
    )
  })
})

describe('log.continue', () => {
  const continued = operation.filter((op) => op.op === 'log.continue')

  it.each<[string, string, unknown, CborValue]>([
    ['a log id beyond 64 bits', 'log.logId', 2n ** 64n, new Uint8Array(9)],
    ['a negative log id', 'log.logId', -1n, -1],
    ['an author that is no key', 'log.author', 'ada', new Uint8Array(31)],
    ['a head before the first entry', 'head.seqNum', 0, 0],
    ['a head beyond 2^53 - 1', 'head.seqNum', 2 ** 53, 2n ** 53n],
    ['a head with a hash of another type', 'head.hash', `0140${'00'.repeat(64)}`, new Uint8Array(66).fill(1)],
    ['a head with a short hash', 'head.hash', `0040${'00'.repeat(63)}`, new Uint8Array(65)],
  ])('is no operation with %s', (_name, path, value, cbor) => {
    const [outer = '', inner = ''] = path.split('.')
    fc.assert(
      fc.property(continued, (op) => {
        const map = payloadOf(op)
        const old = map.get(outer) as ReadonlyMap<string, CborValue>
        map.set(outer, new Map([...old, [inner, cbor]]))
        const changed = { ...op, [outer]: { ...((op as never)[outer] as object), [inner]: value } }
        expect(fieldOf(decodeOperation(encodeCbor(map)))).toBe(path)
        expect(fieldOf(encodeOperation(changed as Operation))).toBe(path)
      }),
      { numRuns: 20 },
    )
  })

  it('names every log id from 0 to 2^64 - 1, small ones as the shortest integer', () => {
    fc.assert(
      fc.property(continued, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (op, logId) => {
        if (op.op !== 'log.continue') return
        const changed: Operation = { ...op, log: { ...op.log, logId } }
        const payload = encodeOperation(changed)
        if (!payload.ok) throw new Error(payload.error.code)
        expect(decodeOperation(payload.value)).toEqual({ ok: true, value: changed })
      }),
    )
  })
})

describe('retract', () => {
  it('names one entry by its hash and nothing else', () => {
    const entry = `0040${'ab'.repeat(64)}`
    const retract = (fields: object): Operation => ({ v: 1, op: 'retract', at: 0, ...fields }) as Operation
    expect(encodeOperation(retract({ entry })).ok).toBe(true)
    expect(fieldOf(encodeOperation(retract({ entry: 'ab'.repeat(64) })))).toBe('entry')
    expect(fieldOf(encodeOperation(retract({ entry, reason: 'sorry' })))).toBe('reason')
  })
})
