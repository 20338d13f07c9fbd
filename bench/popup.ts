// From opening the popup to what it paints, with more and more requests waiting for an answer. The browser itself says when: first
// contentful paint is the first text or picture (the frame that is there at once is neither), largest contentful paint the
// biggest piece. Measured as a page of the popup's size, since no test can look into the popup of a toolbar.
import type { Browser, BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { pause, until } from '../scripts/browsers/wait.ts'
import { wantedBrowsers } from '../scripts/browsers/wanted.ts'
import { hook } from '../scripts/story/person.ts'
import { fillStage, readTalks, type FilledStage } from './filled-stage.ts'
import { firstPaint, largestPaint } from './in-page.ts'
import type { Measurement } from './measurement.ts'
import { label, onStage } from './stage.ts'

const SAMPLES = 5
const SIZE = { width: 380, height: 600 }
const EVENTS = 150
const WAITING = [10, 1000, 10_000]
const DAY = 86_400_000
/** Browsers tidy up a database for seconds after it was filled at once. */
const SETTLED_MS = 5_000

/** What the bundle leaves on the page. */
declare const watch: typeof import('./watch.ts')

interface Paints {
  readonly first: number[]
  readonly largest: number[]
  /** A request that can be answered. */
  readonly asked: number[]
}

export async function measurePopup(): Promise<Measurement[]> {
  const talks = await readTalks()
  const measurements: Measurement[] = []
  for (const kind of wantedBrowsers()) {
    for (const waiting of WAITING) {
      const found = await onStage(async (stage) => {
        const filled = await fillStage(stage, kind, { talks, events: EVENTS, waiting, apart: DAY })
        return measureFilled(kind, waiting, filled)
      })
      measurements.push(...found)
    }
  }
  return measurements
}

export async function measureFilled(kind: BrowserKind, waiting: number, filled: FilledStage): Promise<Measurement[]> {
  const cold = await coldPaints(filled)
  const warm = await warmPaints(filled)
  const where = `${label(kind)}, ${waiting.toLocaleString('en')} waiting`
  const rows = [
    ['cold', cold],
    ['warm', warm],
  ] as const
  return rows.flatMap(([how, { first, largest, asked }]): Measurement[] => [
    { what: `popup opened, ${how} → first content painted`, where, unit: 'ms', samples: first },
    { what: `popup opened, ${how} → largest content painted`, where, unit: 'ms', samples: largest },
    { what: `popup opened, ${how} → a request can be answered`, where, unit: 'ms', samples: asked },
  ])
}

/** Cold: the first page of the extension in a browser that was just started and still starts the background. */
async function coldPaints({ start }: FilledStage): Promise<Paints> {
  const paints: Paints = { first: [], largest: [], asked: [] }
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await onStage(async (stage) => openPopup(await emptyWindow(await start(stage)), paints))
  }
  return paints
}

/** Warm: opened before, and the background is running. The first one only warms up. */
async function warmPaints({ start }: FilledStage): Promise<Paints> {
  return onStage(async (stage) => {
    const window = await emptyWindow(await start(stage))
    await openPopup(window, { first: [], largest: [], asked: [] })
    await pause(SETTLED_MS)
    const paints: Paints = { first: [], largest: [], asked: [] }
    for (let sample = 0; sample < SAMPLES; sample += 1) await openPopup(window, paints)
    return paints
  })
}

interface Window {
  readonly page: Page
  readonly popup: string
}

/** A window that is there already: the toolbar's popup does not wait for a browser window to be built either. */
async function emptyWindow(browser: Browser): Promise<Window> {
  const shows = encodeURIComponent(hook('inbox-item'))
  return {
    page: await browser.open('about:blank', SIZE),
    popup: browser.extensionUrl(`popup/popup.html?watch=${shows}`),
  }
}

async function openPopup({ page, popup }: Window, paints: Paints): Promise<void> {
  await page.goto(popup)
  const { ms } = await page.evaluate(() => watch.opened())
  const first = await until('the first paint', async () => (await page.evaluate(firstPaint)) ?? undefined)
  const largest = await page.evaluate(largestPaint)
  if (largest === null) throw new Error('the browser did not say what it painted')
  paints.first.push(first)
  paints.largest.push(largest)
  paints.asked.push(ms)
  await page.goto('about:blank')
}
