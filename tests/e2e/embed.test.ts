// A festival's web site for visitors without p2panda: what was signed is shown once it was checked in their browser, and nothing else.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

describe.each(BROWSERS)('the web site of a festival in %s without p2panda', (kind) => {
  const start = useBrowsers()
  const folder = useFolders()
  const { website } = usePeople()
  let site: Page

  beforeEach(async () => {
    const extension = await folder()
    await writeTinyExtension(extension, kind)
    const browser = await start(kind, { name: 'Visitor', extension })
    site = await browser.open((await website()).url, { width: 1100, height: 760 })
    await site.waitFor('p2panda-programme[data-status="verified"]')
  })

  it('shows what was signed, by day and by place, in the language of the page', async () => {
    await site.clickText('button', 'Fri, June 4')
    await site.waitFor('.event[data-title="Reading group: care work"][data-granted="2"][data-required="4"]')
    await site.waitFor({ role: 'img', name: '2 granted, 1 waiting, 1 declined' })
    await site.waitFor('text=84 signatures by 7 people')
    expect(await site.axe()).toEqual([])
    await site.clickText('button', 'By place')
    await site.waitFor('text=Kiosk by the canal')
    // On paper all days are there, whatever is chosen.
    await site.evaluate(NOTE_WHAT_IS_PRINTED)
    const paper = join(await folder(), 'programme.pdf')
    await site.print(paper)
    expect((await readFile(paper, 'latin1')).slice(0, 5)).toBe('%PDF-')
    expect(await site.evaluate('printed')).toEqual({ events: 15, days: 4 })
    expect(await site.exists('.event')).toBe(false)
    expect(await site.evaluate(ELSEWHERE)).toEqual([])
    await site.emulateDark(true)
    await site.setViewport(320, 900)
    await site.evaluate("document.documentElement.lang = 'de'")
    await site.evaluate(`${CHANGE}('view', 'places')`)
    await site.waitFor('text=84 Unterschriften von 7 Leuten')
    expect(await site.axe()).toEqual([])
    expect(await site.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(await site.errors()).toEqual([])
  })

  it('refuses all of it when one byte is another one, and says so', async () => {
    await showSnapshot(site, 'bytes => { bytes[9000] ^= 1; return bytes }')
    await site.waitFor('p2panda-programme[data-status="refused"]')
    expect(await site.exists('p2panda-programme .event')).toBe(false)
    expect(await site.exists('.event')).toBe(false)
    await site.waitFor({ role: 'status', name: 'so nothing of it is shown.', exact: false })
    await showSnapshot(site, 'bytes => bytes.subarray(0, 20000)')
    await site.waitFor('text=The end of the programme is missing')
    await showSnapshot(site, `() => new TextEncoder().encode('<!doctype html><p>Not found</p>')`)
    await site.waitFor('text=What is here is no programme.')
    expect(await site.axe()).toEqual([])
    // The same bytes again, on a page that allows no workers, with another copy of the script.
    await site.evaluate('delete globalThis.Worker')
    await site.evaluate(`import('./p2panda-embed.js?another').then(() => true)`)
    await showSnapshot(site, 'bytes => bytes')
    await site.waitFor('p2panda-programme[data-status="verified"]')
    await site.waitFor('.event')
    expect(await site.errors()).toEqual([])
  })
})

/** What is on the page in the moment in which the browser takes it for the paper. */
const NOTE_WHAT_IS_PRINTED = `void addEventListener('beforeprint', () => {
  const count = (what) => document.querySelector('p2panda-programme').shadowRoot.querySelectorAll(what).length
  window.printed = { events: count('.event'), days: count('[part="day"]') }
})`

/** What was loaded from another server than the site's own. */
const ELSEWHERE = `performance.getEntriesByType('resource')
  .filter(({ name }) => /^https?:/.test(name) && !name.startsWith(location.origin)).map(({ name }) => name)`

const CHANGE = `((name, value) => document.querySelector('p2panda-programme').setAttribute(name, value))`

/** Lets the page show the snapshot as a function changes its bytes. */
async function showSnapshot(site: Page, change: string): Promise<void> {
  await site.evaluate(`(async () => {
    const bytes = new Uint8Array(await (await fetch('programme.p2panda')).arrayBuffer())
    const changed = new Blob([(${change})(bytes)], { type: 'application/octet-stream' })
    ;${CHANGE}('snapshot', URL.createObjectURL(changed))
  })()`)
}
