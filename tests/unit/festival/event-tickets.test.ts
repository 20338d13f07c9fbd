// Event tickets (DESIGN 4.3): which events hold an effective grant of what their festival asks of every event.

import { describe, expect, it } from 'vitest'
import { byTicket, hasTicket } from '../../../src/festival/event-tickets.ts'
import { eventOverviews } from '../../../src/festival/overview.ts'
import type { EventOverview } from '../../../src/festival/overview.ts'
import { Rows, deny, eventCreate, festivalJoin, grant, hold, id, requestCreate, resourceCreate } from './story.ts'

/** Ada gives tickets (two at a time) and lends a projector; four events of others ask for one or the other. */
function rows(): Rows {
  return new Rows()
    .add('ada', 1, [
      ['ada joins', festivalJoin()],
      ['ticket', resourceCreate({ title: 'Stage pass', kind: 'ticket', capacity: 1 })],
      ['projector', resourceCreate()],
    ])
    .add('ben', 2, [
      ['ben joins', festivalJoin()],
      ['granted', eventCreate({ title: 'Granted' })],
      ['asks 1', requestCreate('granted', 'ticket', 100, 200)],
      ['waiting', eventCreate({ title: 'Waiting', from: 300, to: 400 })],
      ['asks 2', requestCreate('waiting', 'ticket', 300, 400)],
      ['other', eventCreate({ title: 'Other thing', from: 500, to: 600 })],
      ['asks 3', requestCreate('other', 'projector', 500, 600)],
      ['void', eventCreate({ title: 'Void' })],
      ['asks 4', requestCreate('void', 'ticket', 100, 200)],
      ['denied', eventCreate({ title: 'Denied', from: 700, to: 800 })],
      ['asks 5', requestCreate('denied', 'ticket', 700, 800)],
      ['nothing', eventCreate({ title: 'Nothing asked', from: 900, to: 950 })],
    ])
    .add(
      'ada',
      1,
      [
        ['grants 1', grant('asks 1', 'ticket', 100, 200)],
        ['grants 3', grant('asks 3', 'projector', 500, 600)],
        ['grants 4', grant('asks 4', 'ticket', 100, 200)],
        ['denies 5', deny('asks 5')],
        ['holds', hold('ticket', 900, 950)],
      ],
      4,
    )
}

const titles = (events: readonly EventOverview[]): string[] => events.map(({ event }) => event.title)

describe('event tickets', () => {
  it('are had by events with an effective grant of that very resource, and by no others', () => {
    const { resources, festival } = rows()
    const events = eventOverviews(festival, 50)
    const { shown, folded } = byTicket(events, resources.get(id('ticket')))
    expect(titles(shown)).toEqual(['Granted'])
    expect(titles(folded).sort()).toEqual(['Denied', 'Nothing asked', 'Other thing', 'Void', 'Waiting'])
  })

  it('are asked of nobody when the festival names none, or one that is not here', () => {
    const events = eventOverviews(rows().festival, 50)
    expect(byTicket(events, undefined)).toEqual({ shown: events, folded: [] })
  })

  it('are gone when the owner takes the grant back', () => {
    const story = rows()
    story.add('ada', 1, [['revokes', { v: 1, op: 'authorization.revoke', at: 1, grant: id('grants 1') }]], 9)
    const overview = eventOverviews(story.festival, 50).find(({ event }) => event.title === 'Granted')
    expect(hasTicket(overview ?? expect.fail('no event'), story.resources.get(id('ticket')))).toBe(false)
  })
})
