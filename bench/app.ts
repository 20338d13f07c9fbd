// The full-page app with 10,000 events: until a part of it is on the screen, how long it does not answer meanwhile, how it
// scrolls, and what a key of a search costs.
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { pause } from '../scripts/browsers/wait.ts'
import { wantedBrowsers } from '../scripts/browsers/wanted.ts'
import { hook } from '../scripts/story/person.ts'
import { fillStage, readTalks, type FilledStage } from './filled-stage.ts'
import { firstPaint } from './in-page.ts'
import type { Measurement, Unit } from './measurement.ts'
import { label, onStage } from './stage.ts'
import type { Felt } from './watch.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const EVENTS = 10_000
const WAITING = 1000
/** Repetitions of the schedule run beside each other in places of their own: five weeks of more than 300 events a day. */
const APART = DAY / 2
const SAMPLES = 3
/** Browsers tidy up a database for seconds after it was filled at once. */
const SETTLED_MS = 10_000
const SIZE = { width: 1280, height: 800 }

/** What the bundle leaves on the page. */
declare const watch: typeof import('./watch.ts')

interface Part {
  readonly name: string
  readonly hash: string
  /** There is something in it. */
  readonly shows: string
  /** What scrolls; the page where nothing in it does. */
  readonly scrolls?: string
  readonly search?: { readonly field: string; readonly text: string }
}

const LANES = '.lanes-scroll'
const IN_SHORT = { field: hook('calendar-search'), text: 'network' }

function parts(from: number): readonly Part[] {
  const day = new Date(from + 10 * DAY).toISOString().slice(0, 10)
  // Lanes are there before it is known what happens in them.
  const lanes = `${LANES}:not([aria-busy])`
  return [
    { name: 'calendar, a day', hash: `#calendar/day/${day}`, shows: lanes, scrolls: LANES, search: IN_SHORT },
    { name: 'calendar, a week', hash: `#calendar/week/${day}`, shows: lanes, scrolls: LANES },
    { name: 'calendar, a list', hash: `#calendar/list/${day}`, shows: hook('calendar-row') },
    { name: 'calendar on paper', hash: '#calendar/print', shows: hook('printed') },
    { name: 'new event', hash: '#calendar/new', shows: hook('event-title') },
    { name: 'festivals', hash: '#festivals', shows: hook('section-festivals') },
    { name: 'places', hash: '#places', shows: hook('place-item') },
    {
      name: 'things',
      hash: '#things',
      shows: hook('thing-item'),
      search: { field: hook('things-search'), text: 'lamp 12' },
    },
    { name: 'requests', hash: '#requests', shows: hook('inbox-item') },
    { name: 'history', hash: '#requests/history', shows: hook('history-search') },
    { name: 'people', hash: '#people', shows: hook('person') },
    { name: 'programme lists', hash: '#programme', shows: hook('programme-title') },
    { name: 'data', hash: '#data', shows: hook('stored-festival') },
  ]
}

export async function measureApp(): Promise<Measurement[]> {
  const talks = await readTalks()
  const measurements: Measurement[] = []
  for (const kind of wantedBrowsers()) {
    const found = await onStage(async (stage) => {
      const filled = await fillStage(stage, kind, { talks, events: EVENTS, waiting: WAITING, apart: APART })
      return measureKind(kind, filled)
    })
    measurements.push(...found)
  }
  return measurements
}

export async function measureKind(kind: BrowserKind, filled: FilledStage): Promise<Measurement[]> {
  return onStage(async (stage) => {
    const browser = await filled.start(stage)
    const page = await browser.open('about:blank', SIZE)
    const rows = new Rows(label(kind))
    await pause(SETTLED_MS)
    const options = browser.extensionUrl('options/options.html')
    for (let sample = 0; sample <= SAMPLES; sample += 1) await openApp(page, options, sample === 0 ? undefined : rows)
    for (const part of parts(filled.from)) await measurePart(page, part, rows)
    return rows.measurements()
  })
}

/** From nothing to the calendar of today. */
async function openApp(page: Page, options: string, rows: Rows | undefined): Promise<void> {
  const shows = encodeURIComponent(`.full:not(.filling) ${LANES}:not([aria-busy])`)
  await page.goto(`${options}?watch=${shows}#calendar`)
  const { ms, ...felt } = await page.evaluate(() => watch.opened())
  const painted = await page.evaluate(firstPaint)
  rows?.add('app opened at the calendar → first content painted', painted ?? Number.NaN)
  rows?.add('app opened at the calendar → on the screen', ms)
  rows?.felt('app opened at the calendar', felt)
  await page.goto('about:blank')
  await page.goto(`${options}#settings`)
}

async function measurePart(page: Page, { name, hash, shows, scrolls, search }: Part, rows: Rows): Promise<void> {
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await page.evaluate((to: string) => watch.go(to, 'h1'), '#about')
    const { ms, ...felt } = await page.evaluate((to: string, what: string) => watch.go(to, what), hash, shows)
    rows.add(`${name} → on the screen`, ms)
    rows.felt(name, felt)
    const { px, ...moving } = await page.evaluate((what: string) => watch.scroll(what), scrolls ?? 'html')
    if (px > 0) rows.felt(`${name}, scrolled`, moving)
    if (search === undefined) continue
    const { field, text } = search
    const { keys, found, ...typing } = await page.evaluate((a: string, b: string) => watch.type(a, b), field, text)
    for (const key of keys) rows.add(`${name}, searched: a key → on the screen`, key)
    rows.add(`${name}, searched: last key → everything found`, found)
    rows.felt(`${name}, searched`, typing)
  }
}

/** Samples by what was measured, in the order in which they came. */
class Rows {
  readonly #where: string
  readonly #samples = new Map<string, number[]>()

  constructor(where: string) {
    this.#where = where
  }

  add(what: string, sample: number): void {
    this.#samples.set(what, [...(this.#samples.get(what) ?? []), sample])
  }

  felt(what: string, { task, gap }: Felt): void {
    if (task === null) this.add(`${what}: longest gap between frames`, gap)
    else this.add(`${what}: longest task over 50 ms`, task)
  }

  measurements(): Measurement[] {
    const unit: Unit = 'ms'
    return [...this.#samples].map(([what, samples]) => ({ what, where: this.#where, unit, samples }))
  }
}
