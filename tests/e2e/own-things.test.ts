// A thing of mine after it was offered: it says something else, somebody else decides, and in the end it is not offered any more.
import { describe, expect, it } from 'vitest'
import { hook } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { usePeople } from './harness/people.ts'

const FRIDAY = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const BEAMER = 'Beamer'
const beamer = `${hook('thing')}[data-title="${BEAMER}"]`

describe.each(BROWSERS)('a thing of mine, in %s', (kind) => {
  const people = usePeople()

  it('says something else, is decided about in another way, and is retired with a reason', async () => {
    const ada = await people.panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.makeEvent({ title: EVENT, ...FRIDAY, things: [PROJECTOR] })
    await ada.waitForBadge('1')

    const popup = await ada.openThing(PROJECTOR)
    await popup.fill(hook('offer-title'), BEAMER)
    await popup.fill(hook('offer-capacity'), '0')
    await popup.fill(hook('offer-before'), '30')
    await popup.select(hook('offer-place'), 'address')
    await popup.fill(hook('place-street'), 'Am Ufer 1')
    await popup.fill(hook('offer-message'), 'Please bring it back clean')
    await popup.select(hook('offer-audience'), 'members')
    await popup.click(hook('offer-policy-fcfs'))
    await popup.waitFor(`${hook('policy-change')}[data-code="1"]`)
    expect(await popup.text(hook('policy-change'))).toContain('Your browser answers the request that waits')
    await isFineToLookAt(popup, 'changing a thing')
    await popup.click(hook('thing-save'))
    await popup.waitFor(`${hook('offer-capacity')}[aria-invalid]`)
    await popup.fill(hook('offer-capacity'), '2')
    await popup.click(hook('thing-save'))
    await popup.waitFor(`${beamer} ${hook('place')}`)
    expect(await popup.text(beamer)).toContain('× 2')
    await ada.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')

    const again = await ada.openThing(BEAMER)
    expect(await again.text(hook('offer-message'))).toBe('Please bring it back clean')
    expect(await again.text(hook('offer-before'))).toBe('30')
    expect(await again.evaluate(valueOf, hook('offer-audience'))).toBe('members')
    const app = await ada.browser.open(ada.browser.extensionUrl('options/options.html#things'))
    await app.click(hook('thing-open'))
    await app.waitFor(`${hook('thing-page')} header ${hook('members-sign')}`)
    await app.close()
    await again.select(hook('offer-place'), 'none')
    await again.click(hook('thing-save'))
    await again.waitFor(`${beamer}:not(:has(${hook('place')}))`)
    await ada.openThing(BEAMER)
    await again.click(`${hook('thing-retire-more')} summary`)
    await again.waitFor(`${hook('thing-retire-ends')}[data-count="1"]`)
    expect(await again.text(hook('thing-retire-ends'))).toContain(EVENT)
    await isFineToLookAt(again, 'before a thing is retired')
    await again.fill(hook('thing-retire-reason'), 'The lamp broke')
    await again.press('Enter')
    // What was said before may still be on the screen.
    await again.waitFor('text=One promise was taken back.')
    await ada.seesConfirmed(EVENT, 0)
    const events = await ada.goTo('today')
    await events.waitFor('text=The lamp broke')
    expect(await events.errors()).toEqual([])

    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#data'))
    await options.click(hook('log-open'))
    await options.waitFor(hook('log-line'))
    const log = await options.text(hook('log-lines'))
    expect(log).toContain('Stops offering something')
    expect(log).toContain('Changes something that was offered')
    expect(await options.exists(hook('no-effect'))).toBe(false)
  })
})

/** Runs in the page. */
function valueOf(field: string): string | undefined {
  return document.querySelector<HTMLSelectElement>(field)?.value
}
