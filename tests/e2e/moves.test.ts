// An event moves after its things were promised, and is called off: what people see, and what happens without them.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR, ROOM } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const MINUTE = 60_000
const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const SATURDAY = { from: '2027-06-19T20:00', to: '2027-06-19T23:00' }
const SPARE = 'Spare projector'

/** Waits until Ada's list of her things says how often one is promised. */
async function promised(ada: Person, title: string, count: number): Promise<Page> {
  const popup = await ada.goTo('offer')
  await popup.waitFor(`${hook('care')}[data-title="${title}"][data-count="${count}"]`, { timeoutMs: MINUTE })
  return popup
}

/** The window that a click on a notification opens. */
async function clickNotice(person: Person, notification: string, view: string): Promise<Page> {
  await person.browser.clickNotification(notification, { timeoutMs: MINUTE })
  return person.browser.waitForPage(`popup/popup.html#${view}`)
}

describe.each(BROWSERS)('an event that moves, in %s', (kind) => {
  const people = usePeople()

  it(
    'keeps its old slot until one click moves it; called off, it frees everything by itself',
    { timeout: 6 * MINUTE },
    async () => {
      const [{ url }, ada, ben] = await Promise.all([
        people.tracker(),
        people.panda('Ada', kind, { debugBackground: true }),
        people.panda('Ben', kind),
      ])
      await ada.useMeetingPoint(url)
      await ada.createFestival(FESTIVAL_PLAN)
      await ada.goOnline()
      await ben.join(await ada.inviteLink(), FESTIVAL)
      await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
      await ada.offer({ title: ROOM, kind: 'place', policy: 'fcfs' })
      await ben.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR, ROOM] })
      await ada.waitForBadge('1')
      await ada.approve()
      await ben.seesConfirmed(EVENT, 100)

      // Whoever looks at what waits is not notified of it.
      await promised(ada, PROJECTOR, 1)
      await ben.moveEvent(EVENT, SATURDAY.from, SATURDAY.to)
      const adas = await clickNotice(ada, 'moves', 'waiting/')
      // The room follows by its policy; the projector is Ada's to move.
      await ben.seesConfirmed(EVENT, 50)
      const bens = await ben.goTo('today')
      await bens.waitFor(`${hook('line')}[data-state="needs-reconfirmation"]`)
      await isFineToLookAt(bens, 'an event that moved')
      await isFineToLookAt(await ben.openEvent(EVENT), 'changing an event')

      await ada.waitForBadge('1')
      await adas.waitFor(hook('moves'), { timeoutMs: MINUTE })
      const words = await adas.text(hook('moves'))
      expect(words).toContain('18 June')
      expect(words).toContain('19 June')
      await isFineToLookAt(adas, 'a request to move')
      await adas.close()
      await ada.approve()
      await ben.seesConfirmed(EVENT, 100)
      await ada.waitForBadge('')
      await isFineToLookAt(await promised(ada, PROJECTOR, 1), 'what is promised')

      await ben.cancelEvent(EVENT, 'Rain')
      await promised(ada, PROJECTOR, 0)
      await promised(ada, ROOM, 0)
      await (await ada.goTo('today')).waitFor(hook('nav-today'))
      await ada.waitForBadge('')
    },
  )

  it(
    'asks for another thing instead; a promise is taken back with a reason; a thing is taken for oneself',
    { timeout: 6 * MINUTE },
    async () => {
      const ada = await people.panda('Ada', kind)
      await ada.createFestival(FESTIVAL_PLAN)
      await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
      await ada.offer({ title: SPARE, kind: 'thing', policy: 'fcfs' })
      await ada.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR] })
      const popup = await ada.openEvent(EVENT)
      await popup.select(hook('line-or'), SPARE, { timeoutMs: MINUTE })
      await popup.click(hook('line-or-ask'))
      // The spare one is granted by its policy, so the other is not needed any more.
      await popup.waitFor(`${hook('change-line')}[data-title="${SPARE}"][data-state="granted"]`, { timeoutMs: MINUTE })
      await popup.waitFor(`${hook('change-line')}[data-title="${PROJECTOR}"][data-state="not-needed"]`)
      await isFineToLookAt(popup, 'alternatives')
      await ada.seesConfirmed(EVENT, 100)
      await ada.waitForBadge('')

      const things = await promised(ada, SPARE, 1)
      const care = `${hook('care')}[data-title="${SPARE}"]`
      await things.click(`${care} summary`)
      await things.fill(`${care} ${hook('promise-reason')}`, 'The lamp broke')
      await things.click(`${care} ${hook('promise-end')}`)
      await promised(ada, SPARE, 0)
      await ada.seesConfirmed(EVENT, 0)
      await (await ada.goTo('today')).waitFor(`${hook('line')}[data-state="declined"]`)

      const again = await promised(ada, SPARE, 0)
      await again.click(`${care} summary`)
      await again.click(`${care} ${hook('hold')}`)
      await promised(ada, SPARE, 1)
      await isFineToLookAt(again, 'a thing taken for oneself')
    },
  )
})
