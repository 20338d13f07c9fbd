// The calendar of the app: lanes, a time that is drawn with the mouse or with keys becomes an event, what one marks for oneself,
// and the programme on a wall.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const WIDE = { width: 1280, height: 900 }
const block = (title: string, lane: string): string =>
  `${hook('calendar-event')}[data-title="${title}"][data-lane="${lane}"]`

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

    await options.evaluate((grid) => document.querySelector<HTMLElement>(grid)?.focus(), hook('calendar-grid'))
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await options.press(key)
    await options.waitFor(`${hook('event-line')}[data-resource-title="Hall"]:checked`)
    await options.fill(hook('event-title'), 'Talk')
    await options.click(hook('event-submit'))
    await options.waitFor(block('Talk', 'Hall'))

    await options.click(block('Cinema', 'Hall'))
    await options.waitFor(`${hook('event-panel')}[data-title="Cinema"]`)
    await options.click(hook('favourite'))
    await options.waitFor(`${hook('favourite')}[aria-pressed="true"]`)
    await isFineToLookAt(options, 'event')
    await options.fill(hook('calendar-search'), 'CINE')
    await options.waitFor(`${hook('calendar-found')}[data-count="1"]`)
    await options.click(hook('calendar-mine'))
    await options.waitFor(`${hook('agenda-row')}[data-title="Cinema"]`)
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

function titles(page: Page, name: string): Promise<(string | undefined)[]> {
  return page.evaluate(
    (each) => Array.from(document.querySelectorAll<HTMLElement>(each), ({ dataset }) => dataset['title']),
    hook(name),
  )
}

/** As a mouse does, from two to four o'clock in the afternoon. */
function draw(page: Page, lane: string): Promise<void> {
  return page.evaluate(
    (body) => {
      const element = document.querySelector<HTMLElement>(body)
      if (element === null) throw new Error('no such lane')
      const { left, top, height } = element.getBoundingClientRect()
      const hour = height / 24
      for (const [type, at] of [
        ['pointerdown', 14],
        ['pointermove', 15],
        ['pointermove', 16],
        ['pointerup', 16],
      ] as const) {
        const where = { clientX: left + 40, clientY: top + at * hour, pointerId: 1, pointerType: 'mouse', button: 0 }
        element.dispatchEvent(new PointerEvent(type, { ...where, bubbles: true }))
      }
    },
    `${hook('lane-body')}[data-title="${lane}"]`,
  )
}
