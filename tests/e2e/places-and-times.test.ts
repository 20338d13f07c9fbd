// What is free when: a series with one date taken, the next free time, what is offered by weekly openings; and lists of events.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const MINUTES = 60_000
const WIDE = { width: 1000, height: 800 }
const POPUP = { width: 400, height: 600 }
const PROJECTOR = 'Projector'
const line = (title: string, freedom: string): string =>
  `${hook('event-line')}[data-resource-title="${title}"][data-freedom="${freedom}"]`
const cards = `${hook('event-card')}[data-title="Cinema"]`

describe.each(BROWSERS)('places and times in %s', (kind) => {
  const { panda } = usePeople()

  it('a weekly series leaves out the date that is taken', { timeout: 4 * MINUTES }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival({ ...FESTIVAL_PLAN, timezone: 'Europe/Berlin' })
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'fcfs' })
    await ada.makeEvent({ title: 'Talk', from: '2027-06-12T21:00', to: '2027-06-12T23:00', things: [PROJECTOR] })
    await ada.seesConfirmed('Talk', 100)
    const popup = await newEvent(ada, 'Cinema', '2027-06-05T20:00', '2027-06-05T22:00')
    await popup.waitFor(line(PROJECTOR, 'free'))
    await offerBeside(ada, 'Amp')
    await expect.poll(() => offers(popup)).toEqual([PROJECTOR, 'Amp'])
    await popup.click(line(PROJECTOR, 'free'))
    await popup.select(hook('event-repeats'), 'week')
    await popup.waitFor(`${hook('series-dates')}[data-conflicts="1"]`)
    await isFineToLookAt(popup, 'series')
    await expect.poll(() => standings(popup)).toEqual(['free', 'skipped', 'free', 'free'])
    await popup.click(hook('series-skip'))
    await expect.poll(() => standings(popup)).toEqual(['free', 'conflict', 'free', 'free'])
    await popup.click(hook('series-skip'))
    await popup.click(hook('event-submit'))
    await popup.waitFor(`${cards}[data-percent="100"]`)
    await popup.waitFor('text=3 of 3')
    await isFineToLookAt(popup, 'series published')
    expect(await popup.evaluate((selector) => document.querySelectorAll(selector).length, cards)).toBe(3)

    await newEvent(ada, 'Late film', '2027-06-19T21:00', '2027-06-19T23:00')
    await popup.click(line(PROJECTOR, 'taken'))
    await popup.waitFor(hook('free-again'))
    await isFineToLookAt(popup, 'free again')
    await popup.click(hook('use-this-time'))
    await popup.waitFor(line(PROJECTOR, 'free'))
    expect(await valueOf(popup, 'event-from')).toBe('2027-06-19T22:00')
    expect(await valueOf(popup, 'event-to')).toBe('2027-06-20T00:00')
  })

  it('a place has an address and weekly times, and is free then', { timeout: 4 * MINUTES }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival({ ...FESTIVAL_PLAN, timezone: 'Europe/Berlin' })
    await ada.offer({ title: 'Day pass', kind: 'ticket', policy: 'fcfs' })
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'fcfs' })
    const popup = await offerBar(ada)
    const bar = `${hook('thing')}[data-title="Bar"]`
    await popup.waitFor(bar)
    await isFineToLookAt(popup, 'things')
    expect(await popup.text(`${bar} ${hook('place')}`)).toBe('Am Ufer 1, 12047 Berlin')
    expect(await popup.text(`${bar} ${hook('openings')}`)).toBe('Fri, Sat 22:00–04:00')
    expect(await popup.text(`${bar} ${hook('needs-ticket')}`)).toContain('Day pass')
    // A Friday night, and a Thursday night: what is free then comes first.
    await newEvent(ada, 'Party', '2027-06-04T23:00', '2027-06-05T03:00')
    await popup.waitFor(line('Bar', 'free'))
    await expect.poll(() => offers(popup)).toEqual(['Bar', 'Day pass', PROJECTOR])
    await popup.click(line('Bar', 'free'))
    await popup.waitFor('text=It also needs')
    await isFineToLookAt(popup, 'ticket')
    await popup.click(hook('ticket-ask'))
    await popup.waitFor(`main:not(:has(${hook('ticket-missing')}))`)
    expect(
      await popup.evaluate((tick) => document.querySelector<HTMLInputElement>(tick)?.checked, line('Day pass', 'free')),
    ).toBe(true)
    await popup.click(line('Bar', 'free'))
    await popup.fill(hook('event-from'), '2027-06-03T23:00')
    await popup.fill(hook('event-to'), '2027-06-04T03:00')
    await popup.click(line('Bar', 'closed'))
    await expect.poll(() => offers(popup)).toEqual(['Day pass', PROJECTOR, 'Bar'])
    await isFineToLookAt(popup, 'closed')
    await popup.click(hook('use-this-time'))
    await popup.waitFor(line('Bar', 'free'))
    expect(await valueOf(popup, 'event-from')).toBe('2027-06-04T22:00')
    expect(await valueOf(popup, 'event-to')).toBe('2027-06-05T02:00')
  })

  it('anybody makes a list of events, by keyboard, and changes it', { timeout: 4 * MINUTES }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival({ ...FESTIVAL_PLAN, timezone: 'Europe/Berlin' })
    for (const [title, hour] of [
      ['Breakfast', '09'],
      ['Cinema', '20'],
    ]) {
      await ada.makeEvent({ title: `${title}`, from: `2027-06-05T${hour}:00`, to: `2027-06-05T${hour}:30`, things: [] })
    }
    const options = await ada.browser.open(ada.browser.extensionUrl('options/options.html#programme'), WIDE)
    await options.fill(hook('programme-title'), 'For children')
    for (const title of ['Breakfast', 'Cinema']) {
      await options.click(`${hook('programme-add')}[aria-label="Add ${title}"]`)
      await options.waitFor(`${hook('programme-chosen')}[data-title="${title}"]`)
    }
    await options.fill(`${hook('programme-chosen')}[data-title="Cinema"] ${hook('programme-note')}`, 'With popcorn')
    await tabTo(options, `${hook('programme-chosen')}[data-title="Cinema"] ${hook('programme-up')}`)
    await options.press('Space')
    await options.waitFor('text=is now number 1 of 2')
    expect(await chosen(options)).toEqual(['Cinema', 'Breakfast'])
    await isFineToLookAt(options, 'programme desk')
    // The focus went up with the event: the next button moves it down again.
    await options.press('Tab')
    await options.press('Space')
    await options.waitFor('text=is now number 2 of 2')
    expect(await chosen(options)).toEqual(['Breakfast', 'Cinema'])
    await options.click(hook('programme-submit'))
    const list = `${hook('programme')}[data-title="For children"]`
    await options.waitFor(list)
    await options.waitFor('text=With popcorn')
    await isFineToLookAt(options, 'programme')
    await options.click(hook('programme-change'))
    await options.click(`${hook('programme-chosen')}[data-title="Breakfast"] ${hook('programme-remove')}`)
    await options.click(hook('programme-submit'))
    await options.waitFor(`${list}:not(:has(${hook('programme-event')} + ${hook('programme-event')}))`)
    await options.click(hook('programme-end'))
    await options.waitFor(`main:not(:has(${list}))`)
  })
})

async function chosen(options: Page): Promise<unknown> {
  return options.evaluate(
    (items) => Array.from(document.querySelectorAll<HTMLElement>(items), ({ dataset }) => dataset['title']),
    hook('programme-chosen'),
  )
}

/** In another window, so that a form stays open: what arrives pushes nothing under the pointer. */
async function offerBeside(ada: Person, title: string): Promise<void> {
  const beside = await ada.browser.open(ada.browser.extensionUrl('popup/popup.html#offer'), POPUP)
  await beside.fill(hook('offer-title'), title)
  await beside.click(hook('offer-submit'))
  await beside.waitFor(`${hook('thing')}[data-title="${title}"]`)
  await beside.close()
}

/** A place at an address, open on Friday and Saturday nights, for those with a day pass. */
async function offerBar(ada: Person): Promise<Page> {
  const popup = await ada.goTo('offer')
  await popup.fill(hook('offer-title'), 'Bar')
  await popup.select(hook('offer-kind'), 'place')
  await popup.select(hook('offer-place'), 'address')
  await popup.click(hook('offer-policy-fcfs'))
  await popup.click(`${hook('offer-more')} summary`)
  await popup.click(hook('offer-times-weekly'))
  await popup.click(hook('offer-submit'))
  await popup.waitFor('text=Fill in at least one line.')
  await popup.waitFor('text=Choose at least one day and both times.')
  await isFineToLookAt(popup, 'offer with faults')
  await popup.fill(hook('place-street'), 'Am Ufer 1')
  await popup.fill(hook('place-postcode'), '12047')
  await popup.fill(hook('place-city'), 'Berlin')
  for (const day of [6, 5]) await popup.click(`${hook('weekly-day')}[data-day="${day}"]`)
  await popup.fill(hook('weekly-from'), '22:00')
  await popup.fill(hook('weekly-to'), '04:00')
  await popup.click(`${hook('offer-requires')}[data-title="Day pass"]`)
  await isFineToLookAt(popup, 'offer')
  await popup.click(hook('offer-submit'))
  return popup
}

/** Titles of everything that an event can ask for, as listed. */
async function offers(popup: Page): Promise<unknown> {
  return popup.evaluate(
    (lines) => Array.from(document.querySelectorAll<HTMLElement>(lines), ({ dataset }) => dataset['resourceTitle']),
    hook('event-line'),
  )
}

async function newEvent(ada: Person, title: string, from: string, to: string): Promise<Page> {
  const popup = await ada.goTo('today')
  await popup.click(hook('event-new'))
  await popup.fill(hook('event-title'), title)
  await popup.fill(hook('event-from'), from)
  await popup.fill(hook('event-to'), to)
  return popup
}

async function standings(popup: Page): Promise<unknown> {
  return popup.evaluate(
    (dates) => Array.from(document.querySelectorAll<HTMLElement>(dates), ({ dataset }) => dataset['standing']),
    hook('series-date'),
  )
}

async function valueOf(popup: Page, name: string): Promise<unknown> {
  return popup.evaluate((field) => document.querySelector<HTMLInputElement>(field)?.value, hook(name))
}
