// A festival inside another one, in two browsers: an event in Ben's sub-festival asks for Ada's room in the festival around
// it, she grants it without following his, and his event is confirmed.
import { describe, expect, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const CHILD = 'Night lab'
const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const card = (title: string): string => `${hook('festival-card')}[data-title="${title}"]`

describe.each(BROWSERS)('a festival inside another one in %s', (kind) => {
  const { panda, tracker } = usePeople()

  it('asks for a room of the festival around it, and the answer counts inside', async () => {
    const { url } = await tracker()
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint(url)
    await ben.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: ROOM, kind: 'place', policy: 'manual' })
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ben.seesThing(ROOM)
    await nest(ben)
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [ROOM] })
    await ada.waitForBadge('1')
    const popup = await ada.seesRequest()
    expect(await popup.text(hook('inbox-item'))).toContain(EVENT)
    await ada.approve()
    await ben.seesConfirmed(EVENT, 100)
  })
})

/** Makes a sub-festival on the options page, by keyboard, and shows it in the popup. */
async function nest(person: Person): Promise<void> {
  const options = await person.browser.open(person.browser.extensionUrl('options/options.html#festivals'))
  await options.click(hook('nest-open'))
  await options.fill(hook('nest-title'), CHILD)
  await options.press('Enter')
  // Its festival does not list it, so it is folded away there.
  await options.click(`${card(FESTIVAL)} ${hook('nest-unlisted')} summary`)
  await options.waitFor(card(CHILD))
  expect(await options.axe()).toEqual([])
  expect(await options.errors()).toEqual([])
  await options.close()
  const popup = await person.goTo('all')
  await popup.clickText('button', CHILD)
  await popup.waitFor(`${hook('festival')}[data-title="${CHILD}"]`)
}
