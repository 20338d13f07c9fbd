// The forms of the popup, which closes as soon as somebody looks elsewhere: what was typed is there again, going back loses
// nothing, and pressing twice makes one thing.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { complaints } from './harness/complaints.ts'
import { usePeople } from './harness/people.ts'

const FROM = '2027-06-18T20:00'
const TO = '2027-06-18T23:00'

describe.each(BROWSERS)('what was typed in %s', (kind) => {
  const { panda } = usePeople()

  it('outlives the popup, the way back and a second click', async () => {
    const ada = await panda('Ada', kind)
    const first = await ada.popup()
    await first.click(hook('create-festival'))
    await first.fill(hook('festival-title'), FESTIVAL)
    await first.fill(hook('festival-from'), FESTIVAL_PLAN.from)
    const second = await closeAndOpen(ada)
    await second.click(hook('create-festival'))
    await keeps(second, { 'festival-title': FESTIVAL, 'festival-from': FESTIVAL_PLAN.from })
    expect(await complaints(second)).toEqual([])
    await second.fill(hook('festival-to'), FESTIVAL_PLAN.to)
    await pressTwice(second, 'festival-submit')
    await second.waitFor(`${hook('festival')}[data-title="${FESTIVAL}"]`)
    expect(await second.exists(hook('other-festival'))).toBe(false)

    const offering = await ada.goTo('offer')
    await offering.fill(hook('offer-title'), PROJECTOR)
    await offering.click(hook('offer-policy-fcfs'))
    await closeAndOpen(ada)
    const offered = await ada.goTo('offer')
    await keeps(offered, { 'offer-title': PROJECTOR })
    expect(await isChecked(offered, 'offer-policy-fcfs')).toBe(true)
    await pressTwice(offered, 'offer-submit')
    await offered.waitFor(`${hook('thing')}[data-title="${PROJECTOR}"]`)
    expect(await count(offered, `${hook('thing')}[data-title="${PROJECTOR}"]`)).toBe(1)
    await keeps(offered, { 'offer-title': '' })

    const planning = await ada.goTo('today')
    await planning.click(hook('event-new'))
    await planning.fill(hook('event-title'), EVENT)
    await planning.fill(hook('event-from'), FROM)
    await planning.fill(hook('event-to'), TO)
    await planning.click(`${hook('event-line')}[data-resource-title="${PROJECTOR}"]`)
    await planning.evaluate('history.back()')
    await planning.waitFor(hook('event-new'))
    await planning.evaluate('history.forward()')
    await keeps(planning, { 'event-title': EVENT, 'event-from': FROM, 'event-to': TO })
    await closeAndOpen(ada)
    const planned = await ada.goTo('today')
    await planned.click(hook('event-new'))
    await keeps(planned, { 'event-title': EVENT, 'event-from': FROM, 'event-to': TO })
    await planned.waitFor(`${hook('event-line')}[data-resource-title="${PROJECTOR}"]:checked`)
    await pressTwice(planned, 'event-submit')
    await planned.waitFor(`${hook('event-card')}[data-title="${EVENT}"]`)
    expect(await count(planned, hook('event-card'))).toBe(1)

    await planned.click(hook('event-new'))
    await planned.fill(hook('event-title'), 'Breakfast')
    const again = await closeAndOpen(ada)
    await ada.goTo('today')
    await again.click(hook('event-new'))
    await again.click(hook('draft-drop'))
    await keeps(again, { 'event-title': '' })
    await again.waitForGone(hook('draft-note'))

    const quick = await ada.goTo('waiting')
    await quick.click(`${hook('quick-add')} summary`)
    await quick.fill(hook('quick-what'), 'Lunch')
    await quick.fill(hook('quick-when'), FROM)
    const added = await closeAndOpen(ada)
    await keeps(added, { 'quick-what': 'Lunch', 'quick-when': FROM })
    await pressTwice(added, 'quick-submit')
    await keeps(added, { 'quick-what': '' })
    await ada.goTo('today')
    await added.waitFor(`${hook('event-card')}[data-title="Lunch"]`)
    expect(await count(added, `${hook('event-card')}[data-title="Lunch"]`)).toBe(1)
  })
})

async function closeAndOpen(person: Person): Promise<Page> {
  await person.closePopup()
  return person.popup()
}

/** Waits until the fields hold these texts. */
async function keeps(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await expect.poll(() => page.text(hook(name)), { timeout: 10_000 }).toBe(text)
  }
}

/** Both at once, without waiting. */
async function pressTwice(page: Page, button: string): Promise<void> {
  await page.waitFor(`${hook(button)}:not([aria-disabled])`)
  await page.evaluate((target) => {
    const found = document.querySelector<HTMLElement>(target)
    found?.click()
    found?.click()
  }, hook(button))
}

function isChecked(page: Page, radio: string): Promise<boolean> {
  return page.evaluate((target) => document.querySelector<HTMLInputElement>(target)?.checked === true, hook(radio))
}

function count(page: Page, selector: string): Promise<number> {
  return page.evaluate((each) => document.querySelectorAll(each).length, selector)
}
