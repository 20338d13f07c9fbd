// What comes onto paper: the festival's days, and what is before and after them when somebody wants that.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import { AT_MOST, onlyOf, printed, type Printable, readPrintable } from '../../../options/calendar/read-printed.ts'
import { projectAll } from '../../../src/adapters/dexie/projector.ts'
import type { EventOverview, FestivalOverview } from '../../../src/festival/overview.ts'
import { closeDatabases, newDatabase } from '../dexie/databases.ts'
import { adaPublishes, tellStory } from '../dexie/story.ts'
import { AT, eventOf } from '../log/fixtures.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const [FROM, TO] = [AT + 10 * DAY, AT + 12 * DAY]

afterEach(closeDatabases)

const titles = (events: readonly EventOverview[]): string[] => events.map(({ event }) => event.title)
const on = (title: string, from: number, to: number = from + HOUR): EventOverview =>
  ({ event: { id: title, title, from, to } }) as unknown as EventOverview

describe('a programme on paper', () => {
  it('has what touches the festival’s days, and apart from it what does not', async () => {
    const db = newDatabase()
    const { festival } = await tellStory(db)
    const at = (title: string, from: number, to: number) => () => ({ ...eventOf(title, from), to })
    const [, , , , , off = expect.fail()] = await adaPublishes(db, festival, [
      at('Putting up', FROM - DAY, FROM),
      at('All night before', FROM - HOUR, FROM + HOUR),
      at('Noon', FROM + 12 * HOUR, FROM + 13 * HOUR),
      at('Last dance', TO - HOUR, TO + HOUR),
      at('Taking down', TO, TO + DAY),
      at('Called off', TO + DAY, TO + 2 * DAY),
    ])
    await adaPublishes(db, festival, [() => ({ v: 1, op: 'event.cancel', at: AT, event: off })])
    await projectAll(db)
    const days = { festival, from: FROM, to: TO } as FestivalOverview
    const { before, during, after } = await readPrintable(db, days)
    expect(titles(before)).toEqual(['Slides at night', 'Putting up'])
    expect(titles(during)).toEqual(['All night before', 'Noon', 'Last dance'])
    expect(titles(after)).toEqual(['Taking down'])
    const whole = await readPrintable(db, { festival } as FestivalOverview)
    expect([titles(whole.before), titles(whole.after)]).toEqual([[], []])
    expect(whole.during).toHaveLength(6)
  })

  const found: Printable = {
    before: [on('Putting up', FROM - DAY)],
    during: [on('Noon', FROM + 12 * HOUR)],
    after: [on('Taking down', TO)],
    isCut: false,
  }

  it('leaves out what is before and after, says how much that is, and takes it in when asked', () => {
    expect(printed(found, false)).toEqual({
      events: found.during,
      isCut: false,
      outside: 2,
    })
    const all = printed(found, true)
    expect(titles(all.events)).toEqual(['Putting up', 'Noon', 'Taking down'])
    expect(all.outside).toBe(2)
  })

  it('is what is before and after when there is nothing else', () => {
    const { events, outside } = printed({ ...found, during: [] }, false)
    expect(titles(events)).toEqual(['Putting up', 'Taking down'])
    expect(outside).toBe(0)
  })

  it('is by time also when what reaches into the days began before what was over by then', () => {
    const long = on('Exhibition', FROM - 2 * DAY, TO)
    expect(titles(printed({ ...found, during: [long] }, true).events)).toEqual([
      'Exhibition',
      'Putting up',
      'Taking down',
    ])
  })

  it('of a room in which only building up happens is that', () => {
    const { events, outside } = printed(
      onlyOf(found, ({ event }) => event.title === 'Putting up'),
      false,
    )
    expect([titles(events), outside]).toEqual([['Putting up'], 0])
  })

  it('says when it is not all', () => {
    const many = { ...found, during: Array.from({ length: AT_MOST }, () => found.during).flat() }
    // Of those that were read some may lack the ticket.
    expect(printed({ ...found, isCut: true }, false)).toMatchObject({ isCut: true })
    expect(printed(many, false)).toMatchObject({ isCut: false })
    expect(printed(many, true)).toMatchObject({ isCut: true })
    expect(printed(many, true).events).toHaveLength(AT_MOST)
  })
})
