// A person keeps their key and comes back with it, in the other browser too: with a backup file, and with twelve words while the
// first machine is still on.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BrowserKind, Page } from '../../scripts/browsers/browser.ts'
import { comeBack, makeBackup, openBackup, openIdentity, showWords, typeWords } from '../../scripts/story/keys.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { EVENT, FESTIVAL, FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { isFineToLookAt } from './harness/fine-to-look-at.ts'
import { useFolders } from './harness/folders.ts'
import { usePeople } from './harness/people.ts'

const PASSPHRASE = 'four pandas by the river'
const TIMES = { from: '2027-06-18T20:00', to: '2027-06-18T23:00' }
const LATER = { from: '2027-06-19T20:00', to: '2027-06-19T23:00' }
const BEAMER = 'Beamer'
const LINKED = { timeoutMs: 60_000 }

/** Where somebody comes back to: the other browser, if both are asked for. */
const otherThan = (kind: BrowserKind): BrowserKind => BROWSERS.find((each) => each !== kind) ?? kind

describe.each(BROWSERS)('a key that was kept in %s', (kind) => {
  const { panda, person, tracker } = usePeople()
  const folder = useFolders()

  it('comes back in the other browser with all that was written, from a file that was tried', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    const popup = await ada.popup()
    await popup.waitFor(`${hook('backup-line')}[data-level="quiet"]`)
    const page = await openIdentity(ada)
    await isFineToLookAt(page, 'identity, nothing kept')
    await writeDown(page)
    const { name, bytes } = await makeBackup(ada, page, PASSPHRASE)
    expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d{4}-\d{2}-\d{2}\.p2panda-backup$/)
    const path = join(await folder(), name)
    await writeFile(path, bytes)
    await openBackup(page, 'try', path, PASSPHRASE)
    await page.waitFor(hook('try-fine'))
    await page.waitFor(`${hook('try-card')}[data-done="true"]`)
    await isFineToLookAt(page, 'identity, all kept')
    await popup.waitFor(`main:not(:has(~ ${hook('backup-line')}))`)

    const again = await person('Ada', otherThan(kind))
    const welcome = await openIdentity(again)
    await openBackup(welcome, 'restore', path, `${PASSPHRASE}s`)
    await welcome.waitFor(`${hook('error')}[data-code="backup-wrong-passphrase"]`)
    await isFineToLookAt(welcome, 'coming back')
    await comeBack(welcome, path, PASSPHRASE)
    await welcome.waitFor(`${hook('came-back')}[data-code="file"]`)
    await isFineToLookAt(welcome, 'back again')
    // What is here already can be added to, and says so.
    await welcome.click(`${hook('restore-more')} summary`)
    await openBackup(welcome, 'restore', path, PASSPHRASE)
    await welcome.click(hook('restore-take'))
    await welcome.waitFor(hook('restore-added'))
    expect(await keyOf(again)).toBe(await keyOf(ada))
    await again.seesThing(PROJECTOR)
    await (await again.popup()).waitFor(`${hook('online-switch')}[aria-checked="false"]`)
    // What is in the old log can be changed from here: a person does so, and a new log goes on with it.
    const thing = await again.openThing(PROJECTOR)
    await thing.fill(hook('offer-title'), BEAMER)
    await thing.click(hook('thing-save'))
    await again.seesThing(BEAMER)
  })

  it('that is used on two machines at once stays one truth for everybody', async () => {
    const [{ url }, ada, ben] = await Promise.all([tracker(), panda('Ada', kind), panda('Ben', otherThan(kind))])
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    await ada.offer({ title: PROJECTOR, kind: 'thing', policy: 'manual' })
    await ada.goOnline()
    const invite = await ada.inviteLink()
    const words = await showWords(await openIdentity(ada))
    const adaToo = await person('Ada too', otherThan(kind))
    const page = await openIdentity(adaToo)
    await mistype(page, words)
    await page.waitFor(hook('public-key'), LINKED)
    await page.waitFor(`${hook('came-back')}[data-code="words"]`)
    expect(await keyOf(adaToo)).toBe(await keyOf(ada))
    await adaToo.join(invite, FESTIVAL)
    await adaToo.seesThing(PROJECTOR)
    await ben.join(invite, FESTIVAL)
    await ben.makeEvent({ title: EVENT, ...TIMES, things: [PROJECTOR] })
    // Both see the question; the second machine answers for a thing of the first one, which says that it does so no more.
    await Promise.all([ada.waitForBadge('1'), adaToo.waitForBadge('1')])
    await adaToo.approve()
    await ben.seesConfirmed(EVENT, 100)
    await ada.waitForBadge('')
    const first = await ada.goTo('all')
    await first.waitFor(`${hook('own-elsewhere')}[data-code="continued"]`, LINKED)
    // And the first one answers again, by hand.
    await ben.makeEvent({ title: BEAMER, ...LATER, things: [PROJECTOR] })
    await ada.waitForBadge('1')
    await ada.approve()
    for (const each of [ben, ada, adaToo]) await each.goTo('today')
    await ben.seesConfirmed(BEAMER, 100)
    const cards = [EVENT, BEAMER].map((title) => `${hook('event-card')}[data-title="${title}"][data-percent="100"]`)
    for (const each of [ada, adaToo, ben]) for (const card of cards) await (await each.popup()).waitFor(card, LINKED)
  })
})

async function keyOf(someone: Person): Promise<string> {
  const popup = await someone.popup()
  await popup.waitFor(hook('persona'))
  return popup.evaluate(
    (selector) => document.querySelector<HTMLElement>(selector)?.dataset['key'] ?? '',
    hook('persona'),
  )
}

/** Shows the words, hides them behind a check of three, gets one wrong and then all right. */
async function writeDown(page: Page): Promise<void> {
  const words = await showWords(page)
  expect(words).toHaveLength(12)
  await isFineToLookAt(page, 'twelve words')
  await page.click(hook('words-written'))
  await page.waitFor(hook('words-check'))
  await page.waitForGone(hook('words'))
  const places = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-test^="word-check-"]')].map(({ dataset }) =>
      Number(dataset['test']?.slice('word-check-'.length)),
    ),
  )
  expect(places).toHaveLength(3)
  for (const place of places) await page.fill(hook(`word-check-${place}`), 'panda')
  await page.click(hook('words-check-submit'))
  await page.waitFor(`${hook(`word-check-${places[0]}`)}[aria-invalid]`)
  for (const place of places) await page.fill(hook(`word-check-${place}`), words[place - 1] ?? '')
  await page.click(hook('words-check-submit'))
  await page.waitFor(`${hook('words-card')}[data-done="true"]`)
}

/** The fourth word with a slip of the finger; what was meant is offered and taken. */
async function mistype(page: Page, words: readonly string[]): Promise<void> {
  await typeWords(page, words.with(3, `${words[3]}q`))
  await page.waitFor(`${hook('word-wrong')}[data-place="4"]`)
  await isFineToLookAt(page, 'a wrong word')
  await page.click(hook('word-meant'))
  await page.click(hook('restore-words-submit'))
}
