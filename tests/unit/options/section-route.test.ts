// Addresses of the options page: sections, and what is inside of one.

import { describe, expect, it } from 'vitest'
import { readAddress, rootAddress, sections } from '../../../options/section-route.ts'
import { offerAddress, thingAddress } from '../../../options/things/thing-address.ts'
import { id } from '../festival/story.ts'

describe('an address of the options page', () => {
  it('names a section; anything else is the festivals', () => {
    for (const section of sections) expect(readAddress(`#${section}`)).toEqual({ section, path: [] })
    for (const hash of ['', '#', '#nothing', '#constructor', '#thing2', '#/things'])
      expect(readAddress(hash).section).toBe('festivals')
  })

  it('leads to a thing, to what can be done with it, and to a form for a new one', () => {
    const bike = id('bike')
    expect(readAddress(thingAddress(bike))).toEqual({ section: 'things', path: ['thing', bike] })
    expect(readAddress(thingAddress(bike, 'ask'))).toEqual({ section: 'things', path: ['thing', bike, 'ask'] })
    expect(readAddress(offerAddress('place'))).toEqual({ section: 'things', path: ['offer', 'place'] })
  })
})

describe('another festival that is chosen', () => {
  it.each([
    ['#calendar/week/2027-06-05', '#calendar/week'],
    ['#calendar/list', '#calendar/list'],
    ['#calendar/change/x', '#calendar'],
    ['#calendar/new/1/2', '#calendar'],
    ['#screen/x', '#calendar'],
    ['#thing/x/change', '#things'],
    ['#requests/history', '#requests'],
    ['#people', '#people'],
    ['', '#festivals'],
  ])('leaves what is open at %s and goes to %s', (hash, root) => {
    expect(rootAddress(hash)).toBe(root)
  })
})
