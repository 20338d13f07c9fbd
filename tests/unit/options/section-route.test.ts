// Addresses of the options page: sections, and what is inside of one.

import { describe, expect, it } from 'vitest'
import { readAddress, sections } from '../../../options/section-route.ts'
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
