// An event of mine after it was made: it needs one more thing, and it is called off with nothing but keys.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }

describe.each(BROWSERS)('an event of mine, in %s', (kind) => {
  const people = usePeople()

  it('is called off by Enter beside the reason, and what was typed above is not saved', async () => {
    const ada = await people.panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.makeEvent({ title: EVENT, ...FRIDAY, things: [] })
    const popup = await ada.openEvent(EVENT)
    await popup.fill(hook('event-title'), 'Another name')
    await popup.click(`${hook('event-cancel-more')} summary`)
    await popup.fill(hook('event-cancel-reason'), 'Rain')
    await popup.press('Enter')
    await popup.waitFor(`${hook('event-card')}[data-title="${EVENT}"]`)
    await popup.waitFor('text=Rain')
    await popup.waitForGone(hook('event-change'))
  })

  it('asks for one more thing', async () => {
    const ada = await people.panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'fcfs' })
    await ada.makeEvent({ title: EVENT, ...FRIDAY, things: [ROOM] })
    await ada.seesConfirmed(EVENT, 100)
    const popup = await ada.openEvent(EVENT)
    await ada.askForMore(PROJECTOR)
    await popup.waitFor(`${hook('change-line')}[data-title="${PROJECTOR}"][data-state="granted"]`)
    await isFineToLookAt(popup, 'an event that asks for one more thing')
    await ada.seesConfirmed(EVENT, 100)
    await popup.waitFor(`${hook('line')}[data-state="granted"]`)
    const lines = (): Promise<number> => popup.evaluate(() => document.querySelectorAll('[data-test="line"]').length)
    await expect.poll(lines).toBe(2)
  })
})
