// What a content script and the offscreen document can read of the key: looked for by themselves, while the wallet is open behind a
// password and after it was locked; and in Chromium what of it is in their memory, as text.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BROWSERS } from './harness/browsers.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { openIdentity, setPassword, showWords } from '../../scripts/story/keys.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { AskingSite, serveAskingSite } from './harness/asking-site.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'
import { keepInOffscreen, probedExtension, seenByContentScript, seenByOffscreen } from './harness/probed-extension.ts'
import { dataKeyOf, secretKeysOf } from './harness/secrets.ts'
import { placesOf } from './harness/stored.ts'

const PASSWORD = 'four pandas rowing home'

describe.each(BROWSERS)('the key behind a password in %s', (kind) => {
  const { panda, afterwards } = usePeople()
  const folder = useFolders()

  it('is out of reach of content scripts and the offscreen document, open or locked', async () => {
    const [extension, served] = await Promise.all([probedExtension(kind, await folder()), serveAskingSite()])
    afterwards(served.stop)
    const ada = await panda('Ada', kind, { extension })
    await ada.useMeetingPoint('')
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.goOnline()
    const page = await openIdentity(ada)
    const secrets = await secretKeysOf(await showWords(page))
    await setPassword(page, PASSWORD)
    const popup = await ada.popup()
    const all = [...secrets, await dataKeyOf(popup), new TextEncoder().encode(PASSWORD)]
    const site = await AskingSite.visit(ada, served.url)
    await site.page.evaluate(() => localStorage.setItem('mark', 'of the site'))
    await isOutOfReach(ada, site, all)
    await page.close()
    await isNotInMemory(ada, site, all)
    const again = await openIdentity(ada)
    await again.click(hook('lock-now'))
    await again.waitFor(hook('forgotten'))
    await isOutOfReach(ada, site, all)
    await again.close()
    await isNotInMemory(ada, site, all)
  })
})

/** Each probe finds what it can be sure to find, so one that looks nowhere does not pass. */
async function isOutOfReach(ada: Person, site: AskingSite, secrets: readonly Uint8Array[]): Promise<void> {
  const inContent = await seenByContentScript(site.page)
  expect(inContent['localStorage']).toContain('of the site')
  expect(inContent['document']).toContain('A site that asks')
  expect(inContent).not.toHaveProperty('session')
  expect(placesOf(inContent, secrets)).toEqual([])
  if (ada.browser.kind !== 'chromium') return
  expect(inContent).not.toHaveProperty('local')
  const popup = await ada.popup()
  const inOffscreen = await seenByOffscreen(popup)
  expect(Object.values(inOffscreen).join('\n')).toContain('p2panda-vault')
  expect(Object.values(inOffscreen).join('\n')).not.toContain('CryptoKey')
  expect(inOffscreen).not.toHaveProperty('session')
  expect(placesOf(inOffscreen, secrets)).toEqual([])
}

/**
 * Texts in the memory of both, where a key as hex is put to be found. Pages of the extension share their memory with the offscreen
 * document, so all of them are closed by then.
 */
async function isNotInMemory(ada: Person, site: AskingSite, secrets: readonly Uint8Array[]): Promise<void> {
  if (ada.browser.kind !== 'chromium') return
  const planted = randomBytes(32)
  await keepInOffscreen(await ada.popup(), planted.toString('hex'))
  await site.page.evaluate((text) => localStorage.setItem('planted', text), planted.toString('hex'))
  await seenByContentScript(site.page)
  await ada.closePopup()
  const url = new URL(await site.page.url())
  const placesWith = async (sought: readonly Uint8Array[]): Promise<string[]> =>
    placesOf(
      {
        offscreen: await ada.browser.textsInMemory('network/offscreen.html'),
        content: await ada.browser.textsInMemory(url.host),
      },
      sought,
    )
  expect(await placesWith([planted])).toEqual(['offscreen', 'content'])
  await expect.poll(() => placesWith(secrets)).toEqual([])
}
