// A festival done again, in three browsers: Ada clones it for the next year, Ben offers his projector again in one click, Ada's
// browser is gone, and somebody who never knew the original gets all of it from Ben, every signature checked.
import { describe, expect, it } from 'vitest'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const CLONE = 'Elsewhere 2028'
const WHOLE = `${hook('inherited')}[data-held="2"][data-listed="2"]`

describe.each(BROWSERS)('a festival done again in %s', (kind) => {
  const { panda, tracker } = usePeople()

  it('is remembered by people who never knew it, and owners offer their things again', async () => {
    const { url } = await tracker()
    const [ada, ben] = await Promise.all([panda('Ada', kind), panda('Ben', kind)])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: ROOM, kind: 'place', policy: 'manual' })
    await ada.goOnline()
    await ben.join(await ada.inviteLink(), FESTIVAL)
    await ben.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.seesThing(PROJECTOR)
    await ada.makeEvent({ title: EVENT, ...FRIDAY, things: [] })
    await clone(ada)
    await copiesEvent(ada)
    const popup = await ben.goTo('all')
    await ben.join(await ada.inviteLink(), CLONE)
    await popup.waitFor(hook('reoffer'), { timeoutMs: 60_000 })
    expect(await popup.text(hook('reoffer'))).toContain('Offer your thing again?')
    expect(await popup.axe()).toEqual([])
    await popup.click(hook('reoffer-submit'))
    await ben.seesThing(PROJECTOR)
    await popup.waitFor(WHOLE, { timeoutMs: 60_000 })
    const invite = await ben.inviteLink()
    await ada.browser.close()

    const cleo = await panda('Cleo', kind)
    await cleo.join(invite, CLONE)
    await cleo.seesThing(PROJECTOR)
    const remembered = await cleo.popup()
    await remembered.waitFor(WHOLE, { timeoutMs: 60_000 })
    await remembered.click(`${hook('inherited-more')} summary`)
    const list = await remembered.text(hook('inherited'))
    expect(list).toContain(`Remembers`)
    expect(list).toContain(FESTIVAL)
    expect(list).toContain(ROOM)
    expect(await remembered.errors()).toEqual([])
  })
})

/** Ada is asked once, and her event is on the days of the clone. */
async function copiesEvent(person: Person): Promise<void> {
  const popup = await person.popup()
  await popup.waitFor(hook('copy-events'))
  const words = await popup.text(hook('copy-events'))
  for (const each of ['Make your event again?', EVENT, '16 June']) expect(words).toContain(each)
  await isFineToLookAt(popup, 'events to make again')
  await popup.click(hook('copy-events-submit'))
  const events = await person.goTo('today')
  await events.waitFor(`${hook('event-card')}[data-title="${EVENT}"]`)
  await (await person.goTo('all')).waitForGone(hook('copy-events'))
}

/** On the options page; the dates are a year later by themselves. Shows the clone in the popup. */
async function clone(person: Person): Promise<void> {
  const options = await person.browser.open(person.browser.extensionUrl('options/options.html#festivals'))
  await options.click(hook('clone-open'))
  await options.fill(hook('clone-title'), CLONE)
  expect(await options.evaluate(daysIn)).toEqual(['2028-06-16', '2028-06-18'])
  await options.press('Tab')
  await options.click(hook('clone-submit'))
  await options.waitFor(`${hook('festival-card')}[data-title="${CLONE}"]`)
  expect(await options.axe()).toEqual([])
  await options.close()
  const popup = await person.goTo('all')
  await popup.clickText('button', CLONE)
  await popup.waitFor(`${hook('festival')}[data-title="${CLONE}"]`)
}

/** Runs in the page. */
function daysIn(): string[] {
  return ['festival-from', 'festival-to'].map((name) => {
    const field = document.querySelector(`[data-test="${name}"]`)
    return field instanceof HTMLInputElement ? field.value : ''
  })
}
