// What an event lacks of what a thing asks for.

import { describe, expect, it } from 'vitest'
import { eventOverviews } from '../../../src/festival/overview.ts'
import { heldBy, missingTickets } from '../../../src/festival/missing-tickets.ts'
import { Rows, eventCreate, grant, id, requestCreate, resourceCreate, revoke } from './story.ts'

describe('missing tickets', () => {
  const [pass, badge] = [id('pass'), id('badge')]

  it('are those that nobody granted, each once', () => {
    const rows = new Rows()
      .add('ada', 1, [
        ['pass', resourceCreate({ kind: 'ticket', capacity: 10 })],
        ['badge', resourceCreate({ kind: 'ticket', capacity: 10 })],
        ['G', grant('Q', 'pass', 100, 200)],
        ['H', grant('P', 'badge', 100, 200)],
        ['x', revoke('H')],
      ])
      .add('ben', 2, [
        ['E', eventCreate()],
        ['Q', requestCreate('E', 'pass', 100, 200)],
        ['P', requestCreate('E', 'badge', 100, 200)],
      ])
    const [overview] = eventOverviews(rows.festival, 50)
    const held = heldBy(overview?.lines ?? [])
    expect([...held]).toEqual([pass])
    expect(missingTickets({ requires: [badge, pass, badge] }, held)).toEqual([badge])
    expect(missingTickets({ requires: [pass] }, held)).toEqual([])
    expect(missingTickets({ requires: [] }, new Set())).toEqual([])
  })
})
