// The content of an entry, line by line: every operation, operations of newer versions, and bytes that are none.
import { describe, expect, it } from 'vitest'
import { contentLines } from '../../../options/log/content-lines.ts'
import { encodeCbor } from '../../../src/operations/cbor.ts'
import { eventOf, payloadOf } from '../log/fixtures.ts'

describe('the content of an entry', () => {
  it('is its fields, and when they say when', () => {
    const at = 1_800_000_000_000
    expect(contentLines(payloadOf(eventOf('Panda party', at)))).toEqual([
      { depth: 0, name: 'v', text: '1' },
      { depth: 0, name: 'at', text: String(at), moment: at },
      { depth: 0, name: 'op', text: 'event.create' },
      { depth: 0, name: 'to', text: String(at + 3_600_000), moment: at + 3_600_000 },
      { depth: 0, name: 'from', text: String(at), moment: at },
      { depth: 0, name: 'title', text: 'Panda party' },
    ])
  })

  it('is shown as far as it goes in, with lists from 1, also of an operation that nobody here knows', () => {
    const value = new Map<string, Parameters<typeof encodeCbor>[0]>([
      ['op', 'picnic.create'],
      ['__proto__', new Map([['deep', [true, [2n ** 60n], new Map()]]])],
      ['to', 12],
      ['bytes', Uint8Array.of(0, 255)],
    ])
    expect(contentLines(encodeCbor(value))).toEqual([
      { depth: 0, name: 'op', text: 'picnic.create' },
      { depth: 0, name: 'to', text: '12' },
      { depth: 0, name: 'bytes', text: '00ff' },
      { depth: 0, name: '__proto__' },
      { depth: 1, name: 'deep' },
      { depth: 2, name: '1', text: 'true' },
      { depth: 2, name: '2' },
      { depth: 3, name: '1', text: String(2n ** 60n) },
      { depth: 2, name: '3' },
    ])
    expect(contentLines(encodeCbor('alone'))).toEqual([{ depth: 0, name: '', text: 'alone' }])
  })

  it('is nothing that can be read when it is no such bytes', () => {
    expect(contentLines(Uint8Array.of(1, 2, 3))).toBeUndefined()
    expect(contentLines(Uint8Array.of(0xf6))).toBeUndefined()
    expect(contentLines(new Uint8Array(0))).toBeUndefined()
  })
})
