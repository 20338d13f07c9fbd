// A whole festival with nothing but Tab, Space, Enter, arrows and letters: planned, filled, invited to, kept for the archive, shown on
// a web site, done again.
import { describe, expect, it } from 'vitest'
import { takeDownload } from '../../scripts/browsers/downloads.ts'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { siteQuestion } from '../../scripts/story/question.ts'
import { unzip } from '../unzip.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { pressOn, tabTo, typeInto, typeKeys } from './harness/keyboard.ts'
import { servePasted } from './harness/pasted-site.ts'
import { usePeople } from './harness/people.ts'

const SPRING = 'spring'
const AGAIN = 'again'
const WIDE = { width: 1280, height: 900 }
const THINGS = ['hall', 'lamp', 'chairs', 'key']

describe.each(BROWSERS)('a whole festival without a mouse in %s', (kind) => {
  const { panda, afterwards } = usePeople()
  const folder = useFolders()

  it('is planned, filled with events, put on a web site, kept, and done again', { timeout: 180_000 }, async () => {
    const ada = await panda('Ada', kind)
    await plan(await ada.popup())
    for (const title of THINGS) await ada.offer({ title, kind: title === 'hall' ? 'place' : 'thing', policy: 'fcfs' })

    const app = await ada.browser.open(ada.browser.extensionUrl('options/options.html#calendar/day/2027-06-18'), WIDE)
    await drawEvent(app)
    await repeatWeekly(app)
    await readOnPaper(app)
    const [, files] = await keepForArchive(ada, app)
    const served = await servePasted(await folder(), unzip(Buffer.from(files ?? [])))
    afterwards(served.stop)
    await seeLive(ada, served.url)
    await inviteAndDoAgain(app)
  })
})

/** With days and clocks, from the ways in. */
async function plan(popup: Page): Promise<void> {
  await pressOn(popup, 'create-festival', 'Enter')
  await popup.waitFor(hook('festival-title'))
  await typeInto(popup, 'festival-title', SPRING)
  await typeInto(popup, 'festival-from', '06182027')
  await typeInto(popup, 'festival-to', '06202027')
  await tabTo(popup, 'summary')
  await popup.press('Enter')
  await typeInto(popup, 'festival-zone', 'europe/berl')
  await pressOn(popup, 'festival-submit', 'Space')
  await popup.waitFor(`${hook('festival')}[data-title="${SPRING}"]`)
  expect(await popup.text(hook('festival'))).toContain('18 – 20 June 2027, Berlin')
}

/** Time first, then what is free: a place and three things, and all dots turn green. */
async function drawEvent(app: Page): Promise<void> {
  await app.waitFor(hook('calendar-grid'))
  await tabTo(app, hook('calendar-grid'))
  for (const key of ['ArrowDown', 'Enter']) await app.press(key)
  await app.waitFor(hook('event-line'))
  await typeInto(app, 'event-title', 'opening')
  for (const title of THINGS) await tick(app, title)
  await pressOn(app, 'event-submit', 'Enter')
  const block = `${hook('calendar-event')}[data-title="opening"]`
  await app.waitFor(block)
  await tabTo(app, block)
  await app.press('Enter')
  await app.waitFor(hook('event-panel'))
  await app.waitFor({ role: 'img', name: '4 granted' }, { timeoutMs: 30_000 })
}

async function tick(app: Page, title: string): Promise<void> {
  const line = `${hook('event-line')}[data-resource-title="${title}"]`
  if (await app.exists(`${line}:checked`)) return
  await tabTo(app, line)
  await app.press('Space')
  await app.waitFor(`${line}:checked`)
}

/** A collective meets each week, and whoever comes has the key. */
async function repeatWeekly(app: Page): Promise<void> {
  await pressOn(app, 'calendar-new', 'Enter')
  await app.waitFor(hook('event-line'))
  await typeInto(app, 'event-title', 'plenum')
  await tick(app, 'key')
  await tabTo(app, hook('event-repeats'))
  await typeKeys(app, 'by w')
  await app.waitFor(hook('series-date'))
  await pressOn(app, 'event-submit', 'Enter')
  await app.waitFor(`${hook('calendar')} [role="status"] *`)
}

async function readOnPaper(app: Page): Promise<void> {
  await pressOn(app, 'calendar-print', 'Enter')
  await app.waitFor(hook('printed'))
  await pressOn(app, 'print-other', 'Enter')
  await app.waitFor(hook('fold-page'))
}

/** All that was said as one signed file, and a web site that needs nobody any more. */
async function keepForArchive(ada: Person, app: Page): Promise<Uint8Array[]> {
  const kept: Uint8Array[] = []
  await pressOn(app, 'rail-data', 'Enter')
  for (const file of ['export', 'website']) {
    await app.waitFor(hook(`${file}-save`))
    await pressOn(app, `${file}-save`, 'Enter')
    await app.waitFor(hook(`${file}-file`))
    const name = await app.evaluate(
      (link) => document.querySelector(link)?.getAttribute('download'),
      hook(`${file}-file`),
    )
    const bytes = await takeDownload(ada.browser.profile, name ?? '')
    expect(bytes.length).toBeGreaterThan(500)
    kept.push(bytes)
  }
  return kept
}

/** Two lines in a page: the programme is there from the files, and live for whoever has p2panda and says yes. */
async function seeLive({ browser }: Person, url: string): Promise<void> {
  const site = await browser.open(url)
  await site.waitFor('p2panda-programme[data-status="verified"]')
  await tabTo(site, '[part="connect"]')
  await site.press('Enter')
  const question = await siteQuestion(browser)
  await question.waitFor(`${hook('approval-approve')}:not([aria-disabled])`)
  await pressOn(question, 'approval-approve', 'Space')
  await site.waitFor('p2panda-programme[data-status="live"]')
  await site.waitFor('.event[data-title="opening"][data-granted="4"]')
  expect(await site.errors()).toEqual([])
  await site.close()
}

async function inviteAndDoAgain(app: Page): Promise<void> {
  await pressOn(app, 'rail-festivals', 'Enter')
  await app.waitFor(hook('invite-make'))
  await pressOn(app, 'invite-make', 'Enter')
  await app.waitFor(hook('invite-qr'))
  await pressOn(app, 'clone-open', 'Enter')
  await app.waitFor(hook('clone-title'))
  await tabTo(app, hook('clone-title'))
  await app.press('Control+a')
  await typeKeys(app, AGAIN)
  await pressOn(app, 'clone-submit', 'Enter')
  await app.waitFor(`${hook('festival-card')}[data-title="${AGAIN}"]`)
}
