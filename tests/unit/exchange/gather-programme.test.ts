// A festival as plain data: which rooms an event has, what its state is called, and what only members get.

import { describe, expect, it } from 'vitest'
import { gatherProgramme } from '../../../src/exchange/gather-programme.ts'
import { inRoom, ofPerson, type ProgrammeData } from '../../../src/exchange/programme-data.ts'
import { eventOverviews } from '../../../src/festival/overview.ts'
import type { Audience, Operation } from '../../../src/operations/operation.ts'
import {
  FESTIVAL,
  Rows,
  cancel,
  deny,
  eventCreate,
  grant,
  id,
  key,
  requestCreate,
  resourceCreate,
  retire,
} from '../festival/story.ts'

type Log = [string, Operation][]

const place = (title: string, fields = {}): Operation => resourceCreate({ title, kind: 'place', ...fields })

/** Ada lends a hall, a yard and a beamer; Ben makes a talk that asks for the hall and the beamer. */
function gather(ada: Log, ben: Log, audience: Audience = 'public'): ProgrammeData {
  const rows = new Rows()
    .add('ada', 1, [['Hall', place('Hall')], ['Yard', place('Yard')], ['Beamer', resourceCreate()], ...ada])
    .add('ben', 2, [
      ['Talk', eventCreate({ title: 'Talk', tags: ['film'] })],
      ['Q', requestCreate('Talk', 'Hall', 100, 200)],
      ['B', requestCreate('Talk', 'Beamer', 100, 200)],
      ...ben,
    ])
  return gatherProgramme(
    {
      festival: { id: FESTIVAL, title: 'Summer', timezone: 'Europe/Berlin' },
      events: eventOverviews(rows.festival, 50),
      resources: rows.resources.values(),
      nameOf: (author) => (author === key('ben') ? 'Ben' : undefined),
    },
    audience,
  )
}

describe('a programme as plain data', () => {
  it('is tentative in the room that it waits for until everything is granted', () => {
    const [waiting] = gather([], []).events
    expect(waiting).toMatchObject({
      title: 'Talk',
      rooms: [id('Hall')],
      status: 'tentative',
      confirmation: { granted: 0, required: 2 },
      people: [{ name: 'Ben', publicKey: key('ben') }],
      tags: ['film'],
    })
    const grants: Log = [
      ['X', grant('Q', 'Hall', 100, 200)],
      ['Y', grant('B', 'Beamer', 100, 200)],
    ]
    expect(gather(grants, []).events[0]).toMatchObject({ status: 'confirmed', rooms: [id('Hall')] })
    expect(gather(grants, [['C', cancel('Talk')]]).events[0]).toMatchObject({ status: 'cancelled', revision: 1 })
  })

  it('names the room that was granted and not the one that still is asked for', () => {
    const more: Log = [['Q2', requestCreate('Talk', 'Yard', 100, 200)]]
    expect(gather([['X', grant('Q2', 'Yard', 100, 200)]], more).events[0]?.rooms).toEqual([id('Yard')])
    expect(gather([['D', deny('Q')]], []).events[0]?.rooms).toEqual([])
  })

  it('has the rooms by title, with where they are, and no things', () => {
    const rooms = gather(
      [
        ['Attic', place('Attic', { location: { type: 'gps', lat: 525_163_000, lon: -33_777_000 } })],
        ['Bar', place('Bar', { location: { type: 'address', street: 'Weg 1', postcode: '10115', city: 'Berlin' } })],
        ['-', retire('Yard')],
      ],
      [],
    ).rooms
    expect(rooms).toEqual([
      { id: id('Attic'), title: 'Attic', gps: { lat: 52.5163, lon: -3.3777 } },
      { id: id('Bar'), title: 'Bar', address: 'Weg 1, 10115 Berlin' },
      { id: id('Hall'), title: 'Hall' },
    ])
  })

  it('leaves out for the public what is for members: events, and rooms of events that stay', () => {
    const ben: Log = [['Secret', eventCreate({ title: 'Secret', from: 300, to: 400, audience: 'members' })]]
    const ada: Log = [['Cellar', place('Cellar', { audience: 'members' })]]
    const asked: Log = [
      ...ben,
      ['Late', eventCreate({ title: 'Late', from: 500, to: 600 })],
      ['L', requestCreate('Late', 'Cellar', 500, 600)],
    ]
    const open = gather(ada, asked)
    expect(JSON.stringify(open)).not.toMatch(/Secret|Cellar/)
    expect(open.events.map(({ title, rooms }) => [title, rooms.length])).toEqual([
      ['Talk', 1],
      ['Late', 0],
    ])
    const all = gather(ada, asked, 'members')
    expect(all.events.map(({ title }) => title)).toEqual(['Talk', 'Secret', 'Late'])
    expect(all.rooms.map(({ title }) => title)).toEqual(['Cellar', 'Hall', 'Yard'])
  })

  it('can be that of one room, or of one person', () => {
    const data = gather([], [['Walk', eventCreate({ title: 'Walk', from: 50, to: 60 })]])
    expect(inRoom(data, id('Hall'))).toMatchObject({ rooms: [{ title: 'Hall' }], events: [{ title: 'Talk' }] })
    expect(ofPerson(data, key('ben')).events.map(({ title }) => title)).toEqual(['Walk', 'Talk'])
    expect(ofPerson(data, key('ada'))).toMatchObject({ rooms: [], events: [] })
  })
})
