// What is new, what is there and what stands twice in a file.

import { describe, expect, it } from 'vitest'
import { planInventory } from '../../../src/exchange/plan-inventory.ts'
import { planProgramme, type ProgrammeHere } from '../../../src/exchange/plan-programme.ts'
import type { InventoryItem } from '../../../src/exchange/read-inventory.ts'
import { guidOf } from '../../../src/exchange/guid.ts'
import { Rows, id, key, resourceCreate, retire } from '../festival/story.ts'
import { EVENING, event, programme } from './programmes.ts'

const HOUR = 3_600_000
const resources = [
  ...new Rows()
    .add('ada', 1, [
      ['Hall', resourceCreate({ title: 'Hall', kind: 'place' })],
      ['Yard', resourceCreate({ title: 'Yard', kind: 'place' })],
      ['-', retire('Yard')],
      ['Beamer', resourceCreate({ title: 'Beamer' })],
    ])
    .resources.values(),
]
const here = (events: ProgrammeHere['events'] = []): ProgrammeHere => ({ me: key('ada'), resources, events })
const there = (title: string, rooms: string[], from = EVENING) => ({
  event: { id: id(title), title, from, to: from + HOUR },
  rooms,
})
const states = (data: ReturnType<typeof programme>, events: ProgrammeHere['events']): string[] =>
  planProgramme(data, here(events)).events.map(({ state }) => state)

describe('a programme that is taken over', () => {
  it('finds what is there by its id, or by title, time and room', () => {
    const file = programme([
      event('x', { title: 'Talk' }),
      event('y', { title: ' TALK\u0000 ', from: EVENING + 2 * HOUR, to: EVENING + 3 * HOUR }),
      event(guidOf(id('Moved')), { title: 'Other title' }),
      event('z', { title: 'Talk', rooms: ['yard'] }),
    ])
    expect(states(file, [])).toEqual(['new', 'new', 'new', 'new'])
    const held = [there('Talk', ['hall']), there('Talk', [], EVENING + 2 * HOUR), there('Moved', [], 0)]
    expect(states(file, held)).toEqual(['there', 'there', 'there', 'new'])
  })

  it('finds what stands in the file twice, and lets two of one name be in two rooms', () => {
    const file = programme([
      event('a', { title: 'T' }),
      event('b', { title: 'T' }),
      event('c', { title: 'T', rooms: ['yard'] }),
    ])
    expect(states(file, [])).toEqual(['new', 'twice', 'new'])
  })

  it('means places of the festival by their names, but for those that are gone', () => {
    expect(planProgramme(programme([]), here()).rooms).toEqual([
      { title: 'Hall', isMine: true, resource: id('Hall') },
      { title: 'Yard', isMine: true },
    ])
    const { rooms } = planProgramme(programme([]), { ...here(), me: key('ben') })
    expect(rooms[0]).toEqual({ title: 'Hall', isMine: false, resource: id('Hall') })
  })
})

describe('things that are taken over', () => {
  it('are there when somebody offers one of that name and kind already', () => {
    const item = (title: string, kind: InventoryItem['kind'] = 'thing'): InventoryItem => ({
      line: 2,
      title,
      kind,
      quantity: 1,
      tags: [],
    })
    const items = [item('beamer'), item('Beamer', 'skill'), item('Drum'), item('Drum'), item('Yard', 'place')]
    const plan = (me: string): string[] => planInventory(items, { me: key(me), resources }).map(({ state }) => state)
    expect(plan('ada')).toEqual(['there', 'new', 'new', 'twice', 'new'])
    expect(plan('ben')).toEqual(['new', 'new', 'new', 'twice', 'new'])
  })
})
