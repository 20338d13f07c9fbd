// What somebody typed to add something quickly (popup/quick-add/quick-values.ts).
import { describe, expect, it } from 'vitest'
import { quickInterval, quickThing, quickTimes, timesToChoose } from '../../../popup/quick-add/quick-values.ts'
import { isOffered } from '../../../src/festival/availability.ts'

const ZONE = 'Europe/Berlin'
const HOUR = 3_600_000
const FESTIVAL = { from: Date.UTC(2027, 5, 17, 22), to: Date.UTC(2027, 5, 20, 22) }
const NOWHERE = { what: 'Beamer', times: 'always', address: '' } as const

describe('an event that is added quickly', () => {
  it('is two hours long by the clocks of the festival, also where they are turned', () => {
    expect(quickInterval({ begins: '2027-06-18T20:00' }, ZONE)).toEqual({
      from: Date.UTC(2027, 5, 18, 18),
      to: Date.UTC(2027, 5, 18, 20),
    })
    const night = quickInterval({ begins: '2027-03-28T01:30' }, ZONE)
    expect((night?.to ?? 0) - (night?.from ?? 0)).toBe(2 * HOUR)
  })

  it('has no time before one is said', () => {
    expect(quickInterval({ begins: '' }, ZONE)).toBeUndefined()
    expect(quickInterval({ begins: 'tomorrow' }, ZONE)).toBeUndefined()
  })
})

describe('a thing that is added quickly', () => {
  it('needs nothing but a name, and its owner is asked', () => {
    expect(quickThing({ ...NOWHERE, what: '  Beamer ' }, FESTIVAL)).toEqual({
      title: 'Beamer',
      kind: 'thing',
      availability: 'always',
      policy: { kind: 'manual' },
    })
    expect(quickThing({ ...NOWHERE, what: '  ' }, FESTIVAL)).toBeUndefined()
  })

  it('is where somebody says that it is', () => {
    const { location } = quickThing({ ...NOWHERE, address: ' Keller ' }, FESTIVAL) ?? {}
    expect(location).toEqual({ type: 'address', street: 'Keller' })
    expect(quickThing({ ...NOWHERE, address: '   ' }, FESTIVAL)).not.toHaveProperty('location')
  })

  it.each([
    ['festival', '2027-06-18T10:00', 'yes'],
    ['festival', '2027-06-21T10:00', 'no'],
    ['evenings', '2027-06-18T18:00', 'yes'],
    ['evenings', '2027-06-18T21:00', 'no'],
    ['evenings', '2027-06-19T18:00', 'no'],
    ['weekend', '2027-06-19T23:00', 'yes'],
    ['weekend', '2027-06-20T23:00', 'no'],
  ] as const)('to be had %s is so on %s: %s', (times, begins, offered) => {
    const thing = quickThing({ ...NOWHERE, times }, FESTIVAL)
    const time = quickInterval({ begins }, ZONE)
    expect(thing && time && isOffered(thing.availability, time, ZONE)).toBe(offered)
  })

  it('is not offered on the days of a festival that has none', () => {
    expect(timesToChoose(FESTIVAL)).toEqual(quickTimes)
    expect(timesToChoose({})).toEqual(['always', 'evenings', 'weekend'])
  })
})
