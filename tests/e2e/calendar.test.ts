// The calendar of the app: lanes, a time that is drawn with the mouse or with keys becomes an event, what one marks for oneself,
// and the programme on a wall.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const WIDE = { width: 1280, height: 900 }
const block = (title: string, lane: string): string =>
  `${hook('calendar-event')}[data-title="${title}"][data-lane="${lane}"]`

const UNMOVED = `${hook('calendar-grid')}:not(:has(~ ${hook('move-card')}))`

describe.each(BROWSERS)('the calendar in %s', (kind) => {
  const { panda } = usePeople()

  it('shows lanes, makes events where a time is drawn, and keeps what one marks', { timeout: 240_000 }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival({ ...FESTIVAL_PLAN, timezone: 'Europe/Berlin' })
    await ada.offer({ title: 'Hall', kind: 'place', policy: 'fcfs' })
    await ada.offer({ title: 'Garden', kind: 'place', policy: 'manual' })
    await ada.makeEvent({ title: 'Cinema', from: '2027-06-05T10:00', to: '2027-06-05T12:00', things: ['Hall'] })
    const address = ada.browser.extensionUrl('options/options.html#calendar/day/2027-06-05')
    const options = await ada.browser.open(address, WIDE)
    await options.waitFor(block('Cinema', 'Hall'))
    expect(await titles(options, 'lane')).toEqual(['Garden', 'Hall'])
    await isFineToLookAt(options, 'day')

    await draw(options, 'Garden')
    await options.waitFor(`${hook('event-line')}[data-resource-title="Garden"]:checked`)
    await isFineToLookAt(options, 'editor')
    await options.fill(hook('event-title'), 'Tea')
    await options.click(hook('event-submit'))
    await options.waitFor(block('Tea', 'Garden'))

    await focus(options, hook('calendar-grid'))
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await options.press(key)
    await options.waitFor(`${hook('event-line')}[data-resource-title="Hall"]:checked`)
    await options.fill(hook('event-title'), 'Talk')
    await options.click(`${hook('event-more')} summary`)
    await options.select(hook('event-audience'), 'members')
    await options.click(hook('event-submit'))
    await options.waitFor(block('Talk', 'Hall'))

    await focus(options, block('Tea', 'Garden'))
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowUp']) await options.press(key)
    await options.waitFor(`${hook('move-card')}[data-collides="false"] ${hook('move-line')}[data-state="free"]`)
    await isFineToLookAt(options, 'a move')
    await focus(options, block('Tea', 'Garden'))
    await options.press('Enter')
    await options.waitFor(`${hook('move-save')}:focus`)
    await options.press('Enter')
    await options.waitFor(UNMOVED)
    await expect.poll(() => options.text(block('Tea', 'Garden'))).toContain('14:30')
    // By mouse, and left where it was.
    await drag(options, block('Cinema', 'Hall'), 4)
    await options.waitFor(hook('move-card'))
    await options.click(hook('move-leave'))
    await options.waitFor(UNMOVED)
    await changesPlace(ada, options)
    await looksAtWeekOnPhone(options)

    await filtersAllAway(options)
    await options.click(block('Cinema', 'Garden'))
    await options.waitFor(`${hook('event-panel')}[data-title="Cinema"]`)
    await options.click(hook('favourite'))
    await options.waitFor(`${hook('favourite')}[aria-pressed="true"]`)
    await isFineToLookAt(options, 'event')
    await options.click(block('Talk', 'Hall'))
    await options.click(`${hook('event-panel')}[data-title="Talk"] ${hook('favourite')}`)
    await options.waitFor(`${hook('event-panel')}[data-title="Talk"] ${hook('favourite')}[aria-pressed="true"]`)
    await options.fill(hook('calendar-search'), 'CINE')
    await options.waitFor(`${hook('calendar-found')}[data-count="1"]`)
    await options.click(hook('calendar-mine'))
    await options.waitFor(`${hook('agenda-row')}[data-title="Cinema"]:not(:has(${hook('members-sign')}))`)
    await options.waitFor(`${hook('agenda-row')}[data-title="Talk"] ${hook('members-sign')}`)
    await isFineToLookAt(options, 'my days')
    const festival = await festivalId(ada)
    await ada.createFestival({ ...FESTIVAL_PLAN, title: 'Winter' })
    await tabTo(options, hook('festival-switch'))
    await options.press('ArrowDown')
    await options.waitFor(`${hook('festival-switch')}[data-title="Winter"]`)
    await options.waitFor(hook('calendar-title'))
    await options.goto(address)
    await options.waitFor(`${hook('festival-switch')}[data-title="Winter"]`)
    await options.close()

    const screen = await ada.browser.open(ada.browser.extensionUrl(`options/options.html#screen/${festival}`), WIDE)
    await screen.waitFor(hook('screen-next'))
    await isFineToLookAt(screen, 'screen')
    await screen.click(`${hook('screen-room')}[data-title="Hall"]`)
    await screen.waitFor('text=Nothing comes in the next two days.')
  })
})

/** From the hall, which it has, to the garden: both are its own until the garden is granted. */
async function changesPlace(ada: Person, options: Page): Promise<void> {
  const asked = `${hook('move-card')}[data-place="Garden"][data-collides="false"] ${hook('move-old-place')}`
  await focus(options, block('Cinema', 'Hall'))
  await options.press('ArrowLeft')
  await options.waitFor(asked)
  await options.press('Escape')
  await options.waitFor(UNMOVED)
  await dragTo(options, block('Cinema', 'Hall'), 'Garden')
  await options.waitFor(asked)
  await isFineToLookAt(options, 'another place')
  await options.click(hook('move-save'))
  await options.waitFor(block('Cinema', 'Garden'))
  expect(await options.exists(block('Cinema', 'Hall'))).toBe(true)
  await ada.approve()
  await options.waitForGone(block('Cinema', 'Hall'))
  await options.waitFor(block('Cinema', 'Garden'))
}

/** A week has no room there: it begins at the day that is looked at, a Saturday. */
async function looksAtWeekOnPhone(options: Page): Promise<void> {
  await options.setViewport(390, 844)
  await options.evaluate(() => void (location.hash = '#calendar/week/2027-06-05'))
  await options.waitFor(() => {
    const { left, right } = document.querySelector('[data-title="Cinema"]')?.getBoundingClientRect() ?? {
      left: -1,
      right: 0,
    }
    return left > 0 && right < innerWidth
  })
  await isFineToLookAt(options, 'a week on a phone')
  await options.evaluate(() => void (location.hash = '#calendar/day/2027-06-05'))
  await options.setViewport(WIDE.width, WIDE.height)
  await options.waitFor(block('Cinema', 'Garden'))
  await options.waitFor(hook('rail-calendar'))
  expect(await leavesItsPlaceWithoutRail(options)).toBe(false)
}

/** Where a window becomes wide, browsers may lay out with the new styles before the rail stands there. */
function leavesItsPlaceWithoutRail(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [main, rail] = [document.querySelector('main'), document.querySelector<HTMLElement>('.rail')]
    if (!main || !rail) throw new Error('there is no rail')
    const before = main.getBoundingClientRect().left
    rail.style.display = 'none'
    const after = main.getBoundingClientRect().left
    rail.style.display = ''
    return before !== after
  })
}

/** A list in which the filter left nothing does not say that there is nothing. */
async function filtersAllAway(options: Page): Promise<void> {
  await options.evaluate(() => void (location.hash = '#calendar/list/2027-06-05'))
  await options.click(`${hook('calendar-filters')} summary`)
  await options.click(hook('calendar-marked'))
  await options.waitFor('text=Nothing of this day fits the filter.')
  await isFineToLookAt(options, 'a list without anything that fits')
  await options.evaluate((button) => document.querySelector<HTMLElement>(button)?.focus(), hook('calendar-unfiltered'))
  await options.press('Enter')
  await options.waitFor(`${hook('calendar-row')}[data-title="Cinema"]`)
  // The button is gone, and who works by keys is at the list.
  expect(await options.evaluate(() => document.activeElement?.className)).toBe('calendar-days')
  await options.click(hook('calendar-marked'))
  await options.evaluate((button) => document.querySelector<HTMLElement>(button)?.focus(), hook('calendar-all'))
  await options.press('Enter')
  await options.waitForGone(hook('calendar-all'))
  expect(await options.evaluate(() => document.activeElement?.className)).toBe('calendar-days')
  await options.evaluate(() => void (location.hash = '#calendar/day/2027-06-05'))
  await options.waitFor(block('Cinema', 'Garden'))
}

function titles(page: Page, name: string): Promise<(string | undefined)[]> {
  return page.evaluate(
    (each) => Array.from(document.querySelectorAll<HTMLElement>(each), ({ dataset }) => dataset['title']),
    hook(name),
  )
}

function focus(page: Page, target: string): Promise<void> {
  return page.evaluate((each) => document.querySelector<HTMLElement>(each)?.focus(), target)
}

/** As a mouse does, into another lane at the same height. */
function dragTo(page: Page, event: string, lane: string): Promise<void> {
  return page.evaluate(
    (block, body) => {
      const [from, to] = [block, body].map((each) => document.querySelector<HTMLElement>(each))
      if (!from || !to) throw new Error('no such event or lane')
      const [start, end] = [from.getBoundingClientRect(), to.getBoundingClientRect()]
      for (const [type, clientX] of [
        ['pointerdown', start.left + 20],
        ['pointermove', (start.left + end.left) / 2],
        ['pointermove', end.left + end.width / 2],
        ['pointerup', end.left + end.width / 2],
      ] as const) {
        const where = { clientX, clientY: start.top + 10, pointerId: 1, pointerType: 'mouse', button: 0 }
        from.dispatchEvent(new PointerEvent(type, { ...where, bubbles: true }))
      }
    },
    event,
    `${hook('lane-body')}[data-title="${lane}"]`,
  )
}

/** As a mouse does, from two to four o'clock in the afternoon. */
function draw(page: Page, lane: string): Promise<void> {
  return slide(page, `${hook('lane-body')}[data-title="${lane}"]`, 14, 16)
}

/** As a mouse does, by so many hours. */
function drag(page: Page, event: string, by: number): Promise<void> {
  return slide(page, event, 0.5, 0.5 + by)
}

/** Presses on something in the lanes and lets go elsewhere; both in hours from its upper edge. */
function slide(page: Page, target: string, from: number, to: number): Promise<void> {
  return page.evaluate(
    (body, first, last) => {
      const element = document.querySelector<HTMLElement>(body)
      const day = document.querySelector('.lane')?.getBoundingClientRect().height
      if (element === null || day === undefined) throw new Error('no such lane')
      const { left, top } = element.getBoundingClientRect()
      for (const [type, at] of [
        ['pointerdown', first],
        ['pointermove', (first + last) / 2],
        ['pointermove', last],
        ['pointerup', last],
      ] as const) {
        const y = top + (at * day) / 24
        const where = { clientX: left + 40, clientY: y, pointerId: 1, pointerType: 'mouse', button: 0 }
        element.dispatchEvent(new PointerEvent(type, { ...where, bubbles: true }))
      }
    },
    target,
    from,
    to,
  )
}
