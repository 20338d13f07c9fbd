// Through the example web site with nothing but keys, without p2panda: every element shows what was signed, says how that is known,
// and what only somebody with p2panda can do leads to it.
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { takeDownload } from '../../scripts/browsers/downloads.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { tabTo, typeKeys } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

const READING = '.event[data-title="Reading group: care work"]'
const KNOWN = '[part="origin"].verified'

describe.each(BROWSERS)('a walk through the web site of a festival without a mouse in %s', (kind) => {
  const start = useBrowsers()
  const folder = useFolders()
  const { website } = usePeople()

  it('leads from the programme to an event, to what it needs, to the places and to joining in', async () => {
    const extension = await folder()
    await writeTinyExtension(extension, kind)
    const browser = await start(kind, { name: 'Visitor', extension })
    const { url } = await website()
    const site = await browser.open(url, { width: 1100, height: 760 })
    await site.waitFor('p2panda-programme[data-status="verified"]')
    await isFineToLookAt(site, 'programme')
    await press(site, 'summary', 'Space')
    await site.waitFor('text=The date is the newest at which anybody signed')
    await tabTo(site, 'input[type="search"]')
    await typeKeys(site, 'care')
    await site.waitFor(`.events:not(:has(.event:not([data-title="Reading group: care work"]))) > ${READING}`)

    await press(site, `${READING} h4 a`)
    await site.waitFor('p2panda-event[data-status="verified"]')
    await site.waitFor({ role: 'img', name: '2 granted, 1 waiting, 1 declined' })
    await site.waitFor(KNOWN)
    await press(site, 'a[download="Reading-group-care-work.ics"]')
    const file = new TextDecoder().decode(await takeDownload(browser.profile, 'Reading-group-care-work.ics'))
    expect(file).toContain('SUMMARY:Reading group: care work')
    await isFineToLookAt(site, 'event')

    await site.goto(await site.url())
    await press(site, 'li a[href*="thing.html"]')
    await site.waitFor('p2panda-resource[data-status="verified"]')
    await site.waitFor('text=Workshop yard, ground floor.')
    await site.waitFor(KNOWN)
    await site.waitFor('text=Ask for Hall B')
    await site.waitFor('text=For this you need p2panda in your browser.')
    await isFineToLookAt(site, 'thing')
    await press(site, '[part="get"]')
    await site.waitFor('p2panda-offer[data-status="verified"]')
    expect(new URL(await site.url()).hash).toBe('#get')
    await isFineToLookAt(site, 'join')

    await press(site, 'a[href^="places.html"]')
    await site.waitFor('p2panda-map[data-status="verified"]')
    await site.waitFor({ role: 'img', name: 'Map of the places' })
    await site.waitFor('.lent[data-title="Rowing boat"]')
    // Said once, for both.
    expect(await site.evaluate(ORIGINS)).toBe(1)
    await isFineToLookAt(site, 'places')
    await press(site, '.legend a')
    await site.waitFor('text=Ask for Fire wall')
    await press(site, 'footer a[href="programme.html"]')
    await site.waitFor('.h-event')
    expect(await site.exists('script[src]')).toBe(false)
    await isFineToLookAt(site, 'page without JavaScript')
    expect(await site.errors()).toEqual([])
  })
})

const ORIGINS = `[...document.querySelectorAll('p2panda-map, p2panda-resource')]
  .flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('[part="origin"], [part="banner"]')]).length`

async function press(site: Page, target: string, key = 'Enter'): Promise<void> {
  await tabTo(site, target)
  await site.press(key)
}
