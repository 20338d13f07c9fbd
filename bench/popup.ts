// From opening the popup to what it paints. The browser itself says when: first contentful paint is the first text or picture
// (the frame that is there at once is neither), largest contentful paint the biggest piece. Measured as a page of the popup's
// size, since no test can look into the popup of a toolbar.
import type { Browser, BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { until } from '../scripts/browsers/wait.ts'
import { hook, Person } from '../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../scripts/story/plot.ts'
import { firstPaint, largestPaint } from './in-page.ts'
import type { Measurement } from './measurement.ts'
import { label, onStage } from './stage.ts'

const SAMPLES = 9
const SIZE = { width: 380, height: 600 }

interface Paints {
  readonly first: number[]
  readonly largest: number[]
}

export async function measurePopup(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const kind of ['chromium', 'firefox'] as const) {
    const [cold, warm] = await onStage(async (stage) => {
      const profile = await stage.folder()
      await prepare(kind, profile)
      return [await coldPaints(kind, profile), await warmPaints(kind, profile)]
    })
    for (const [how, paints] of [
      ['cold', cold],
      ['warm', warm],
    ] as const) {
      const where = label(kind)
      measurements.push(
        { what: `popup opened, ${how} → first content painted`, where, unit: 'ms', samples: paints.first },
        { what: `popup opened, ${how} → largest content painted`, where, unit: 'ms', samples: paints.largest },
      )
    }
  }
  return measurements
}

/** A profile as somebody has it who uses the extension: a persona, a festival, things. */
async function prepare(kind: BrowserKind, profile: string): Promise<void> {
  await onStage(async (stage) => {
    const ada = new Person('Ada', await stage.browser(kind, 'Ada', { profile }))
    await ada.makePanda()
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: 'Projector', kind: 'thing', policy: 'manual' })
    await ada.offer({ title: 'Garden room', kind: 'place', policy: 'fcfs' })
  })
}

/** Cold: the first page of the extension in a browser that was just started and still starts the background. */
async function coldPaints(kind: BrowserKind, profile: string): Promise<Paints> {
  const paints: Paints = { first: [], largest: [] }
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await onStage(async (stage) => openPopup(await emptyWindow(await stage.browser(kind, 'Ada', { profile })), paints))
  }
  return paints
}

/** Warm: opened before, and the background is running. The first one only warms up. */
async function warmPaints(kind: BrowserKind, profile: string): Promise<Paints> {
  return onStage(async (stage) => {
    const window = await emptyWindow(await stage.browser(kind, 'Ada', { profile }))
    await openPopup(window, { first: [], largest: [] })
    const paints: Paints = { first: [], largest: [] }
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
  return { page: await browser.open('about:blank', SIZE), popup: browser.extensionUrl('popup/popup.html') }
}

async function openPopup({ page, popup }: Window, paints: Paints): Promise<void> {
  await page.goto(popup)
  await page.waitFor(hook('nav-all'))
  const first = await until('the first paint', async () => (await page.evaluate(firstPaint)) ?? undefined)
  const largest = await page.evaluate(largestPaint)
  if (largest === null) throw new Error('the browser did not say what it painted')
  paints.first.push(first)
  paints.largest.push(largest)
  await page.goto('about:blank')
}
