// Doing a festival again (DESIGN 5.6): lists that fit into entries, dates on the zone's clocks, things offered again.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  copiedEvent,
  daysBetween,
  daysLater,
  listInPieces,
  notCopiedYet,
  offeredAgain,
  shiftDays,
  shiftInterval,
  siblingsOf,
} from '../../../src/festival/clone.ts'
import { toWallText } from '../../../src/festival/zone-time.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import { MAX_INHERITED_LOGS } from '../../../src/operations/inherited-heads.ts'
import type { FestivalCreate, LogHead } from '../../../src/operations/operation.ts'
import type { EventRow } from '../../../src/festival/views.ts'
import { Rows, cancel, eventCreate, festivalCreate, id, key, resourceCreate } from './story.ts'

const BERLIN = 'Europe/Berlin'
const DAY = 86_400_000
const heads = (count: number): LogHead[] =>
  Array.from({ length: count }, (_, index) => ({
    author: key('ada'),
    logId: 2n ** 48n - 1n - BigInt(index),
    seqNum: 10_000,
    hash: id('hash'),
  }))

describe('the list of a clone', () => {
  it('fits into its entries, also beside the longest texts', () => {
    const [first, ...more] = listInPieces(heads(1500)) ?? expect.fail()
    expect([first, ...more].flat()).toEqual(heads(1500))
    const texts = { title: 'ü'.repeat(100), description: 'x'.repeat(8000), place: 'y'.repeat(200) }
    const tags = Array.from({ length: 20 }, () => 'z'.repeat(40))
    const forkOf = { festival: id('old'), heads: first }
    expect(encodeOperation({ ...(festivalCreate() as FestivalCreate), ...texts, tags, forkOf })).toMatchObject({
      ok: true,
    })
    for (const piece of more) {
      expect(encodeOperation({ v: 1, op: 'festival.heads', at: 1, heads: piece })).toMatchObject({ ok: true })
    }
  })

  it('is one empty piece for nothing, and none for too much', () => {
    expect(listInPieces([])).toEqual([[]])
    expect(listInPieces(heads(MAX_INHERITED_LOGS + 1))).toBeUndefined()
  })
})

describe('dates of a clone', () => {
  it('keep the time of day across summer time', () => {
    const evening = Date.UTC(2026, 2, 28, 17) // 18:00, the day before clocks go forward
    expect(toWallText(shiftDays(evening, 1, BERLIN), BERLIN)).toBe('2026-03-29T18:00')
    expect(shiftDays(evening, 1, BERLIN) - evening).toBe(23 * 3_600_000)
    expect(toWallText(shiftDays(evening, 364, BERLIN), BERLIN)).toBe('2027-03-27T18:00')
  })

  it('are the instant after the jump where clocks skip the time', () => {
    const night = Date.UTC(2026, 2, 28, 1, 30) // 02:30
    expect(toWallText(shiftDays(night, 1, BERLIN), BERLIN)).toBe('2026-03-29T03:30')
  })

  it('never end before they begin, and days can be counted back', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 })
    const zone = fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'no such zone')
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 86_400_000 }),
        fc.integer({ min: -4000, max: 4000 }),
        zone,
        (from, length, days, name) => {
          const moved = shiftInterval({ from, to: from + length }, days, name)
          expect(moved.from).toBeLessThan(moved.to)
          expect(daysBetween(from, shiftDays(from, days, name), name)).toBe(days)
        },
      ),
      { numRuns: 1000, seed: 42 },
    )
  })

  it('are as much later as the clone begins later, and stay where nothing was said', () => {
    const at = Date.UTC(2026, 5, 18)
    expect(daysLater({ from: shiftDays(at, 364, BERLIN), timezone: BERLIN }, { from: at })).toBe(364)
    expect(daysLater({ timezone: BERLIN }, { from: at })).toBe(0)
    expect(daysLater({ from: at, timezone: BERLIN }, undefined)).toBe(0)
  })
})

describe('a thing that is offered again', () => {
  const rowOf = (fields: Parameters<typeof resourceCreate>[0]) =>
    new Rows().add('ada', 1, [['R', resourceCreate(fields)]]).resources.get(id('R')) ?? expect.fail()

  it('says the same, names what it continues, and moves its openings', () => {
    const day = 86_400_000
    const row = rowOf({
      title: 'Drums',
      capacity: 2,
      message: 'mind the stairs',
      availability: { windows: [[day, 2 * day]] },
    })
    const again = offeredAgain(row, 364, 'UTC')
    expect(again).toMatchObject({ title: 'Drums', capacity: 2, message: 'mind the stairs', origin: id('R') })
    expect(again.availability).toEqual({ windows: [[365 * day, 366 * day]] })
    expect(encodeOperation({ v: 1, op: 'resource.create', at: 1, ...again })).toMatchObject({ ok: true })
  })

  it('leaves to its owner what named things of the original', () => {
    const again = offeredAgain(
      rowOf({ policy: { kind: 'token', resource: id('ticket') }, requires: [id('R2')] }),
      0,
      'UTC',
    )
    expect(again.policy).toEqual({ kind: 'manual' })
    expect(again).not.toHaveProperty('requires')
  })

  it('has the others that continue one another as its siblings, whatever circle they name', () => {
    const mine = [
      { id: id('a') },
      { id: id('b'), origin: id('a') },
      { id: id('c'), origin: id('b') },
      { id: id('d') },
      { id: id('e'), origin: id('far') },
      { id: id('f'), origin: id('far') },
    ]
    expect(siblingsOf(id('b'), mine)).toEqual([id('a'), id('c')])
    expect(siblingsOf(id('d'), mine)).toEqual([])
    expect(siblingsOf(id('e'), mine)).toEqual([id('f')])
    const circle = [
      { id: id('x'), origin: id('y') },
      { id: id('y'), origin: id('x') },
    ]
    expect(() => siblingsOf(id('x'), circle)).not.toThrow()
  })
})

describe('an event made again', () => {
  const { events } = new Rows()
    .add('ada', 1, [
      ['E', eventCreate({ title: 'Choir', from: 10 * DAY, to: 10 * DAY + 5, description: 'loud', series: 'ab' })],
      ['F', eventCreate({ title: 'Early', from: DAY, to: 2 * DAY })],
      ['X', eventCreate({ title: 'Called off' })],
      ['C', cancel('X')],
    ])
    .add('ben', 2, [['B', eventCreate({ title: 'Not mine' })]])
  const shift = { days: 7, zone: 'UTC' }
  const left = (here: Iterable<EventRow>): string[] =>
    notCopiedYet(events.values(), key('ada'), here, shift).map(({ copy }) => copy.title)

  it('is at the same time of day on another day, and says the same', () => {
    const event = events.get(id('E')) ?? expect.fail()
    const copy = copiedEvent(event, 7, 'UTC')
    const said = { title: 'Choir', description: 'loud', series: 'ab', from: 17 * DAY, to: 17 * DAY + 5 }
    expect(copy).toMatchObject(said)
    expect(encodeOperation({ v: 1, op: 'event.create', at: 1, ...copy })).toMatchObject({ ok: true })
  })

  it('is one of mine that was not called off, the earliest first, and only once', () => {
    expect(left([])).toEqual(['Early', 'Choir'])
    const again = { ...(events.get(id('F')) ?? expect.fail()), id: id('F2'), from: 8 * DAY, to: 9 * DAY }
    expect(left([again])).toEqual(['Choir'])
    // At another time, and by somebody else, it is another event.
    expect(left([{ ...again, to: 10 * DAY }])).toEqual(['Early', 'Choir'])
    expect(left([{ ...again, author: key('ben') }])).toEqual(['Early', 'Choir'])
  })
})
