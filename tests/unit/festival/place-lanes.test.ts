// One lane per place: which events stand in which.
import { describe, expect, it } from 'vitest'
import { eventOverviews, type EventOverview } from '../../../src/festival/overview.ts'
import { placeLanes, placesOf } from '../../../src/festival/place-lanes.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { cancel, deny, eventCreate, grant, requestCreate, resourceCreate, Rows } from './story.ts'

const place = (title: string): Operation => resourceCreate({ title, kind: 'place' })

function overviews(ben: [string, Operation][], answers: [string, Operation][] = []): EventOverview[] {
  const rows = new Rows()
    .add('ada', 1, [
      ['Hall', place('Hall')],
      ['Yard', place('Yard')],
      ['Beamer', resourceCreate({ title: 'Beamer' })],
    ])
    .add('ben', 2, ben)
    .add('ada', 1, answers, 4)
  return eventOverviews(rows.festival, 50)
}

const TALK: [string, Operation][] = [
  ['Talk', eventCreate({ title: 'Talk' })],
  ['B', requestCreate('Talk', 'Beamer', 100, 200)],
  ['Y', requestCreate('Talk', 'Yard', 100, 200)],
  ['H', requestCreate('Talk', 'Hall', 100, 200)],
]
const titles = (events: readonly EventOverview[]): string[][] =>
  events.map((overview) => placesOf(overview).map(({ title }) => title))
const lanes = (events: readonly EventOverview[]): [string | undefined, string[]][] =>
  placeLanes([...new Map(events.flatMap(placesOf).map((row) => [row.id, row])).values()], events).map((lane) => [
    lane.place?.title,
    lane.events.map(({ event }) => event.title),
  ])

describe('where an event is', () => {
  it('is where its places said yes or may still say it, by its lines; a thing is no place', () => {
    expect(titles(overviews(TALK, [['g', grant('Y', 'Yard', 100, 200)]]))).toEqual([['Yard', 'Hall']])
  })

  it('is not where somebody declined, and where it would have been when it was called off', () => {
    expect(titles(overviews(TALK, [['d', deny('Y')]]))).toEqual([['Hall']])
    expect(titles(overviews([...TALK, ['c', cancel('Talk')]]))).toEqual([['Yard', 'Hall']])
  })
})

describe('lanes of places', () => {
  const MEAL: [string, Operation][] = [['Meal', eventCreate({ title: 'Meal' })]]

  it('have an event at several places in each of them, and one without a place for what is nowhere', () => {
    expect(lanes(overviews([...TALK, ...MEAL]))).toEqual([
      ['Yard', ['Talk']],
      ['Hall', ['Talk']],
      [undefined, ['Meal']],
    ])
  })

  it('are there for a place that nobody named, after the others; and one where there is nothing', () => {
    const events = overviews(TALK)
    const [yard, hall] = placesOf(events[0] ?? expect.fail())
    expect(placeLanes(hall === undefined ? [] : [hall], events).map(({ place: at }) => at?.id)).toEqual([
      hall?.id,
      yard?.id,
    ])
    expect(placeLanes([], [])).toEqual([{ events: [] }])
  })
})
