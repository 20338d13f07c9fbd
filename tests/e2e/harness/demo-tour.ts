// A walk through what a festival looks like when there is something in it: a demo festival, for pictures of the screens.
import type { Page } from '../../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../../scripts/story/person.ts'
import { festivalId } from '../../../scripts/story/website.ts'
import type { Look } from './tour.ts'

const APP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** The first whole day of the demo, in its zone and that of the browser, which is the same. */
const TOMORROW = new Date(Date.now() + 86_400_000).toLocaleDateString('sv')
const DAY = `#calendar/day/${TOMORROW}`

/** Places in the app, by what the picture is called, and what is there when it can be looked at. */
const PLACES = [
  ['day', DAY, 'calendar-event'],
  ['week', `#calendar/week/${TOMORROW}`, 'calendar-event'],
  ['list', `#calendar/list/${TOMORROW}`, 'calendar-row'],
  ['my days', '#calendar/mine', 'agenda-row'],
  ['on paper', '#calendar/print', 'printed'],
  ['folded', '#calendar/zine', 'fold-page'],
  ['new event', '#calendar/new', 'event-line'],
  ['map', '#places', 'map'],
  ['things', '#things', 'thing-open'],
  ['people', '#people', 'person'],
  ['programme', '#programme', 'section-programme'],
] as const

/** Begins with an empty profile. */
export async function demoTour(ada: Person, look: Look): Promise<void> {
  await ada.makePanda()
  const popup = await ada.popup()
  await popup.click(hook('demo-try'))
  await popup.waitFor(hook('demo-steps'))
  await ada.seesRequest()
  await look('demo: two want the projector', popup)
  const options = await ada.browser.open(ada.browser.extensionUrl(`options/options.html${DAY}`), APP)
  await options.waitFor(hook('calendar-event'))
  await options.click(hook('calendar-event'))
  await options.waitFor(hook('event-panel'))
  await look('demo: an event', options)
  await options.click(hook('favourite'))
  await options.waitFor(`${hook('favourite')}[aria-pressed="true"]`)
  await options.click(hook('event-panel-close'))
  for (const [name, address, ready] of PLACES) {
    await show(options, address, ready)
    await look(`demo: ${name}`, options)
  }
  await options.click(hook('rail-things'))
  await options.click(hook('thing-open'))
  await options.waitFor(hook('free-bars'))
  await look('demo: a thing', options)
  await show(options, `#screen/${await festivalId(ada)}`, 'screen-next')
  await look('demo: on a wall', options)
  await onPhone(ada, popup, look)
}

async function onPhone(ada: Person, popup: Page, look: Look): Promise<void> {
  await ada.seesRequest()
  await popup.setViewport(PHONE.width, PHONE.height)
  await look('demo: a request on a phone', popup)
  const options = await ada.browser.open(ada.browser.extensionUrl(`options/options.html${DAY}`), PHONE)
  await options.waitFor(hook('calendar-event'))
  await look('demo: a day on a phone', options)
}

async function show(options: Page, address: string, ready: string): Promise<void> {
  await options.evaluate((hash) => void (location.hash = hash), address)
  await options.waitFor(hook(ready))
}
