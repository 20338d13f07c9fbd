// A live entry: from a command in one page of the extension to its row in another one. Background signs and stores it,
// the projector folds it, and the panel notices by its live query.
import type { BrowserKind } from '../scripts/browsers/browser.ts'
import { hook, Person } from '../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../scripts/story/plot.ts'
import { festivalId } from '../scripts/story/website.ts'
import { awaitElement } from './in-page.ts'
import { repeat, type Measurement } from './measurement.ts'
import { clickToSeen, label, onStage } from './stage.ts'

const SAMPLES = 15

export async function measureLive(kind: BrowserKind): Promise<Measurement> {
  const samples = await onStage(async (stage) => {
    const ada = new Person('Ada', await stage.browser(kind, 'Ada'))
    await ada.makePanda()
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const [popup, options] = [
      await ada.goTo('all'),
      await ada.browser.open(ada.browser.extensionUrl('options/options.html')),
    ]
    // The first one only warms up.
    const all = await repeat(SAMPLES + 1, async (sample) => {
      const title = `Drum ${sample}`
      const isNew = await popup.evaluate(awaitElement, `${hook('thing')}[data-title="${title}"]`)
      if (!isNew) throw new Error(`${title} was there before`)
      await options.evaluate(sendCommand, 'resource.create', thing(festival, title))
      return clickToSeen(options, popup)
    })
    return all.slice(1)
  })
  return { what: 'command → the entry is visible in another panel', where: label(kind), unit: 'ms', samples }
}

function thing(festival: string, title: string): object {
  return { festival, title, kind: 'thing', availability: 'always', policy: { kind: 'manual' } }
}

/** Runs inside the page, like all of in-page.ts: the command is the click. */
async function sendCommand(name: string, params: object): Promise<void> {
  const page = window as unknown as {
    benchClickAt?: number
    chrome: { runtime: { sendMessage: (message: object) => Promise<unknown> } }
  }
  const id = crypto.randomUUID().replaceAll('-', '')
  page.benchClickAt = Date.now()
  const answer = await page.chrome.runtime.sendMessage({ kind: 'command', id, name, params })
  if ((answer as { ok?: boolean } | undefined)?.ok !== true) throw new Error(`answered ${JSON.stringify(answer)}`)
}
