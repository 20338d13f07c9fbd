// Searching among things: by words, kind, owner, and what is free now.

import { describe, expect, it } from 'vitest'
import { filterThings, ownersOf, type ThingFilter } from '../../../options/things/filter-things.ts'
import type { ThingNow } from '../../../options/things/use-things.ts'
import type { FestivalOverview } from '../../../src/festival/overview.ts'
import type { ResourceRow } from '../../../src/festival/views.ts'
import { FESTIVAL, id, key } from '../festival/story.ts'

const festival: FestivalOverview = {
  festival: FESTIVAL,
  me: key('ada'),
  title: 'Elsewhere',
  known: true,
  timezone: 'UTC',
}
const thing = (title: string, fields: Partial<ResourceRow>, now: ThingNow['now']): ThingNow => ({
  festival,
  now,
  resource: {
    id: id(title),
    festival: FESTIVAL,
    log: 1,
    seqNum: 2,
    at: 0,
    owner: key('ada'),
    title,
    kind: 'thing',
    tags: [],
    images: [],
    availability: 'always',
    capacity: 1,
    buffer: { before: 0, after: 0 },
    policy: { kind: 'manual' },
    requires: [],
    audience: 'public',
    ...fields,
  },
})
const things = [
  thing('Große Trommel', { tags: ['Musik'] }, 'free'),
  thing('Küche', { kind: 'place', description: 'mit Töpfen', owner: key('ben') }, 'taken'),
  thing('Töpfern lernen', { kind: 'skill', owner: key('ben') }, 'asked'),
]
const all: ThingFilter = { text: '', kind: '', owner: '', isFreeNow: false }
const found = (filter: Partial<ThingFilter>): string[] =>
  filterThings(things, { ...all, ...filter }).map(({ resource }) => resource.title)

describe('searching among things', () => {
  it('finds words in names, in what is said, and in tags, whatever their marks and case', () => {
    expect(found({ text: 'topf' })).toEqual(['Küche', 'Töpfern lernen'])
    expect(found({ text: ' MUSIK tromm ' })).toEqual(['Große Trommel'])
    expect(found({ text: 'musik küche' })).toEqual([])
    expect(found({})).toHaveLength(3)
  })

  it('keeps to a kind, to an owner, and to what can be had now', () => {
    expect(found({ kind: 'place' })).toEqual(['Küche'])
    expect(found({ owner: key('ben') })).toEqual(['Küche', 'Töpfern lernen'])
    expect(found({ isFreeNow: true })).toEqual(['Große Trommel', 'Töpfern lernen'])
    expect(found({ isFreeNow: true, owner: key('ben'), text: 'lernen' })).toEqual(['Töpfern lernen'])
    expect(ownersOf(things)).toEqual([key('ada'), key('ben')])
  })
})
