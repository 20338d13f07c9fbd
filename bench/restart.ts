// From a message to its answer when the background was ended before: the browser starts the worker (or event page), which
// runs its script, opens the database and answers. For comparison the same message to a background that is running.
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { timeMessage } from './in-page.ts'
import { repeat, type Measurement } from './measurement.ts'
import { label, onStage } from './stage.ts'

const SAMPLES = 9

export async function measureRestart(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const kind of ['chromium', 'firefox'] as const) {
    const [stopped, running] = await measureKind(kind)
    const where = label(kind)
    measurements.push(
      { what: 'message → answer, background was stopped', where, unit: 'ms', samples: stopped },
      { what: 'message → answer, background is running', where, unit: 'ms', samples: running },
    )
  }
  return measurements
}

function measureKind(kind: BrowserKind): Promise<[number[], number[]]> {
  return onStage(async (stage) => {
    const ada = await stage.person(kind, 'Ada')
    await ada.makePanda()
    await ada.closePopup()
    const page = await ada.browser.open(ada.browser.extensionUrl('options/options.html'))
    const stopped = await repeat(SAMPLES, async () => {
      await ada.browser.killBackground()
      return ask(page)
    })
    return [stopped, await repeat(SAMPLES, () => ask(page))]
  })
}

/** Asks for a persona where there is one: reads the database and the wallet, changes nothing. */
function ask(page: Page): Promise<number> {
  const id = crypto.randomUUID().replaceAll('-', '')
  return page.evaluate(timeMessage, { kind: 'command', id, name: 'persona.create', params: {} })
}
