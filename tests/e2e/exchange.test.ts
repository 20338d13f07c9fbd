// A programme that was made with something else is taken over, and goes out again to calendars and programme apps.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeDownload } from '../../scripts/browsers/downloads.ts'
import type { Page } from '../../scripts/browsers/browser.ts'
import { openData } from '../../scripts/story/files.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { readProgramme } from '../../src/exchange/read-programme.ts'
import { unzip } from '../unzip.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { servePasted } from './harness/pasted-site.ts'
import { usePeople } from './harness/people.ts'

const event = (title: string, start: string, room = 'Barn'): string =>
  `<event><title>${title}</title><date>2027-06-18T${start}:00+02:00</date><duration>1:00</duration><room>${room}</room></event>`
const SCHEDULE = [
  '<schedule><conference><title>Elsewhere</title></conference><day date="2027-06-18"><room name="Barn">',
  event('Opening', '18:00'),
  event('Parallel &amp; on time', '18:30'),
  event('Left out', '21:00'),
  event('', '22:00'),
  '</room></day></schedule>',
].join('\n')
const THINGS = 'Titel;Art;Anzahl\nStühle;Ding;30\nKatze;Tier;1\n'

describe.each(BROWSERS)('programmes as files in %s', (kind) => {
  const { panda, afterwards } = usePeople()
  const folder = useFolders()

  const choose = async (page: Page, name: string, text: string): Promise<void> => {
    const path = join(await folder(), name)
    await writeFile(path, text)
    await page.upload(hook('exchange-input'), [path])
  }

  it('come in after a look at what is new, once, and go out for apps that know one event per room', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const page = await openData(ada)
    await choose(page, 'broken.xml', SCHEDULE.slice(0, -20))
    await page.waitFor(`${hook('error')}[data-code="damaged"]`)
    await choose(page, 'elsewhere.xml', SCHEDULE)
    await page.click(`${hook('exchange-problems')} summary`)
    await page.waitFor(`${hook('exchange-problems')} [data-code="no-title"]`)
    await page.click(tick('Left out', 'new'))
    await take(page, 2)
    await page.waitFor(tick('Opening', 'there'))
    await page.click(tick('Left out', 'new'))
    await take(page, 1)
    // The same file again: nothing of it is new.
    await page.goto(ada.browser.extensionUrl('manifest.json'))
    const again = await openData(ada)
    await choose(again, 'elsewhere.xml', SCHEDULE)
    for (const title of ['Opening', 'Parallel & on time', 'Left out']) await again.waitFor(tick(title, 'there'))
    await again.waitForGone(hook('exchange-take'))
    await choose(again, 'things.csv', THINGS)
    await again.waitFor(tick('Stühle', 'new'))
    await again.click(`${hook('exchange-problems')} summary`)
    await again.waitFor(`${hook('exchange-problems')} [data-code="wrong-kind"]`)
    await take(again, 1)
    await again.click(hook('inventory-save'))
    await again.waitFor(hook('inventory-file'))
    await again.select(hook('exchange-format'), 'schedule-xml')
    const { data } = readIn(await saved(ada, again))
    expect(new Map(data.events.map(({ title, rooms: [room] }) => [title, room]))).toEqual(
      new Map([
        ['Opening', 'Barn'],
        ['Parallel & on time', 'Barn (2)'],
        ['Left out', 'Barn'],
      ]),
    )
    await planForMembers(ada, 'Crew dinner')
    const site = unzip(Buffer.from(await savedWebSite(ada, again)))
    for (const file of ['p2panda-embed.js', 'p2panda-embed-fallback.js']) {
      expect(site[file]?.equals(await readFile(`dist/embed/${file}`)), file).toBe(true)
    }
    const { url, stop } = await servePasted(await folder(), site)
    afterwards(stop)
    const programme = await ada.browser.open(url)
    await programme.waitFor('p2panda-programme[data-status="verified"]')
    for (const title of ['Opening', 'Parallel & on time', 'Left out'])
      await programme.waitFor(`.event[data-title="${title}"]`)
    await programme.close()
    for (const [name, bytes] of Object.entries(site)) expect(bytes.includes('Crew dinner'), name).toBe(false)
    expect(String(site['programme.html'])).toContain('Parallel &amp; on time')
    // Who makes the page by hand copies what names the festival there.
    await again.goto(ada.browser.extensionUrl('options/options.html#festivals'))
    await again.click(hook('festival-id-copy'))
    await again.waitFor('text=Copied')
    await again.close()
    await ada.seesThing('Stühle')
    // The barn was free for the opening and given; for what is parallel, its owner decides.
    await ada.seesConfirmed('Opening', 100)
    await ada.waitForBadge('1')
  })
})

function tick(title: string, state: 'new' | 'there'): string {
  return `${hook('exchange-tick')}[data-title="${title}"][data-state="${state}"]`
}

async function take(page: Page, count: number): Promise<void> {
  await page.click(hook('exchange-take'))
  await page.waitFor(`${hook('exchange-done')}[data-code="${count}"]`)
}

async function saved(person: Person, page: Page): Promise<string> {
  await page.click(`${hook('exchange-save')}:not([aria-disabled])`)
  await page.waitFor(hook('exchange-file'))
  const link = hook('exchange-file')
  const name = await page.evaluate((each) => document.querySelector(each)?.getAttribute('download') ?? '', link)
  return new TextDecoder().decode(await takeDownload(person.browser.profile, name))
}

/** Makes an event that is not shown outside of the festival. */
async function planForMembers(person: Person, title: string): Promise<void> {
  const popup = await person.goTo('today')
  await popup.click(hook('event-new'))
  await popup.fill(hook('event-title'), title)
  await popup.click(`${hook('event-more')} summary`)
  await popup.select(hook('event-audience'), 'members')
  await popup.click(hook('event-submit'))
  await popup.waitFor(`${hook('event-card')}[data-title="${title}"]`)
}

/** The file for the web site; it is said that one event was left out of it. */
async function savedWebSite(person: Person, page: Page): Promise<Uint8Array> {
  await page.click(`${hook('website-save')}:not([aria-disabled])`)
  await page.waitFor(hook('website-file'))
  expect(await page.text(hook('website-left-out'))).toContain('1 event')
  const name = await page.evaluate(
    (each) => document.querySelector(each)?.getAttribute('download') ?? '',
    hook('website-file'),
  )
  return takeDownload(person.browser.profile, name)
}

function readIn(text: string) {
  const read = readProgramme(text, { zone: 'Europe/Berlin' })
  return read.ok ? read.value : expect.fail(read.error.code)
}
