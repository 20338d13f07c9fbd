// A copy of the vault is damaged: the other one heals it. Both are: the way back is offered, nothing is written over, what is no backup is
// told apart, and with other words the festival goes on as somebody else.
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { makeBackup, openBackup, openIdentity, typeWords } from '../../scripts/story/keys.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'
import { readStored } from './harness/stored.ts'

const PASSPHRASE = 'four pandas by the river'
/** A vector of BIP-39, and so nobody's. */
const OTHER_WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'.split(' ')
const SLOW = { timeoutMs: 60_000 }
/** Where the copies of the vault lie. */
const PLACES = ['storage', 'database'] as const
type Place = (typeof PLACES)[number]

describe.each(BROWSERS)('a damaged wallet in %s', (kind) => {
  const { panda } = usePeople()
  const folder = useFolders()

  it('offers the way back, overwrites nothing, and goes on with other words', { timeout: 180_000 }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const identity = await openIdentity(ada)
    const { bytes } = await makeBackup(ada, identity, PASSPHRASE)
    const cut = join(await folder(), 'cut.p2panda-backup')
    await writeFile(cut, bytes.subarray(0, -40))
    await damage(identity, PLACES)
    await ada.browser.killBackground()
    await identity.close()

    const page = await openIdentity(ada)
    await page.waitFor(hook('wallet-damaged'))
    const damaged = await vaultsOf(page)
    expect(await page.exists(hook('make-panda'))).toBe(false)
    expect(await page.exists(hook('retire-open'))).toBe(false)
    await isFineToLookAt(page, 'a damaged wallet')
    const popup = await ada.goTo('offer')
    await popup.fill(hook('offer-title'), PROJECTOR)
    await popup.click(hook('offer-submit'))
    await popup.waitFor(`${hook('error')}[data-code="wallet-damaged"]`)
    expect(await popup.exists(hook('unlock-now'))).toBe(false)

    await page.upload(hook('restore-file'), [resolve('package.json')])
    await page.waitFor(`${hook('error')}[data-code="backup-not-one"]`)
    await openBackup(page, 'restore', cut, PASSPHRASE)
    await page.waitFor(`${hook('restore-report')}[data-trouble="truncated"]`)
    // Another file is another question: the button is not that of the one before.
    await page.upload(hook('restore-file'), [resolve('package.json')])
    await page.waitFor(`${hook('error')}[data-code="backup-not-one"]`)
    await page.waitForGone(hook('restore-take'))
    await typeWords(page, OTHER_WORDS.with(3, 'yeer'))
    await page.waitFor(`${hook('word-wrong')}[data-place="4"]`)
    await typeWords(page, OTHER_WORDS.with(3, 'zoo'))
    await page.waitFor(`${hook('error')}[data-code="words-checksum"]`)
    expect(await vaultsOf(page)).toEqual(damaged)

    await typeWords(page, OTHER_WORDS)
    await page.waitFor(`${hook('password-card')}[data-set="false"]`, SLOW)
    expect(await asideOf(page)).toContain('00damaged')
    await ada.goTo('all')
    await popup.waitFor(hook('lost-persona'))
    await isFineToLookAt(popup, 'a festival in which one is lost')
    await ada.goTo('offer')
    await popup.fill(hook('offer-title'), PROJECTOR)
    await popup.click(hook('offer-submit'))
    await popup.waitFor(`${hook('error')}[data-code="persona-lost"]`)
    await ada.goTo('all')
    await popup.click(hook('lost-go-on'))
    await popup.waitFor(`${hook('festival')}:not(:has(${hook('lost-persona')}))`)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
  })

  it('with one copy whole is healed before anybody notices', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const page = await openIdentity(ada)
    const whole = await vaultsOf(page)
    for (const place of PLACES) {
      await damage(page, [place])
      expect(await vaultsOf(page)).not.toEqual(whole)
      await ada.browser.killBackground()
      await ada.offer({ title: `Lamp ${place}`, kind: 'thing', policy: 'manual' })
      await expect.poll(() => vaultsOf(page)).toEqual(whole)
    }
    expect(await page.exists(hook('wallet-damaged'))).toBe(false)
  })
})

/** One place alone is healed from the other. */
function damage(page: Page, places: readonly Place[]): Promise<void> {
  return page.evaluate(async (damaged) => {
    type Local = { get: (key: string) => Promise<{ vault: object }>; set: (items: object) => Promise<void> }
    const { local } = (Reflect.get(globalThis, 'chrome') as { storage: { local: Local } }).storage
    const vault = { ...(await local.get('vault')).vault, checksum: '00damaged' }
    if (damaged.includes('storage')) await local.set({ vault })
    if (!damaged.includes('database')) return
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((found) => {
        request.addEventListener('success', () => found(request.result))
      })
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name))
      if (db.objectStoreNames.contains('vault')) {
        await done(db.transaction('vault', 'readwrite').objectStore('vault').put({ key: 'vault', value: vault }))
      }
      db.close()
    }
  }, places)
}

async function vaultsOf(page: Page): Promise<string[]> {
  const stored = await readStored(page)
  return Object.entries(stored).flatMap(([place, text]) =>
    place === 'local' || place.endsWith('/vault') ? [`${place}: ${text}`] : [],
  )
}

/** What was put aside for the new vault. */
async function asideOf(page: Page): Promise<string> {
  const stored = await readStored(page)
  return Object.entries(stored).find(([place]) => place.endsWith('/vault'))?.[1] ?? ''
}
