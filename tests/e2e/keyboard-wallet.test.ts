// Everything that keeps a key, and being several, with nothing but Tab, Space, Enter, arrows and letters.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeDownload } from '../../scripts/browsers/downloads.ts'
import type { Page } from '../../scripts/browsers/browser.ts'
import { openIdentity } from '../../scripts/story/keys.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN, PROJECTOR } from '../../scripts/story/plot.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { focusedHook, pressOn, tabTo, typeInto, typeKeys } from './harness/keyboard.ts'
import { usePeople } from './harness/people.ts'

const PASSWORD = 'panda two'
const CHANGED = 'panda three'
const PASSPHRASE = 'four pandas'
const OTHER = 'camp'
/** Stretching what was typed takes a second or two on a machine that does nothing else. */
const SLOW = { timeoutMs: 60_000 }

describe.each(BROWSERS)('a wallet without a mouse in %s', (kind) => {
  const { panda, person } = usePeople()
  const folder = useFolders()

  it('is locked and unlocked, kept and brought back', { timeout: 360_000 }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const page = await openIdentity(ada)
    await setPassword(page)
    await unlockFromPopup(ada, page)
    await unlockInPlace(ada)
    await changePassword(page)
    const words = await writeDown(page)
    await removePassword(page)
    const path = await makeAndTry(ada, page, await folder())
    const key = await page.text(hook('public-key'))

    const byWords = await openIdentity(await person('Ada with words', kind))
    await typeWords(byWords, words)
    expect(await byWords.text(hook('public-key'))).toBe(key)

    const byFile = await openIdentity(await person('Ada with a file', kind))
    await open(byFile, 'restore', path)
    await byFile.waitFor(hook('restore-take'), SLOW)
    await pressOn(byFile, 'restore-take', 'Enter')
    await byFile.waitFor(hook('public-key'), SLOW)
    expect(await byFile.text(hook('public-key'))).toBe(key)
  })

  it('has several pandas, is one or another, and lets one retire', { timeout: 180_000 }, async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const popup = await ada.popup()
    const first = await shownAs(popup)
    await pressOn(popup, 'nav-all', 'Enter')
    await popup.waitFor(hook('create-festival'))
    await pressOn(popup, 'create-festival', 'Enter')
    await popup.waitFor(hook('as-whom'))
    await typeInto(popup, 'festival-title', OTHER)
    await tabTo(popup, `${hook('as-whom')} summary`)
    await popup.press('Enter')
    await tabTo(popup, hook('as-mine'))
    await popup.press('ArrowDown')
    await popup.waitFor(`${hook('as-new')}:checked`)
    await pressOn(popup, 'festival-submit', 'Enter')
    await popup.waitFor(`${hook('festival')}[data-title="${OTHER}"]`)
    const second = await shownAs(popup)
    expect(second).not.toBe(first)

    await pressOn(popup, 'me', 'Enter')
    await popup.waitFor(hook('switch-open'))
    await pressOn(popup, 'switch-open', 'Enter')
    await popup.waitFor(hook('switch-persona'))
    await tabTo(popup, hook('as-mine'))
    await popup.press('Space')
    await pressOn(popup, 'switch-submit', 'Enter')
    await popup.waitFor(`${hook('persona')}[data-key="${first}"]`)

    const page = await openIdentity(ada)
    await page.waitFor(hook('retire-which'))
    await tabTo(page, hook('retire-which'))
    await page.press('ArrowDown')
    await pressOn(page, 'retire-open', 'Enter')
    await pressOn(page, 'retire-named', 'Space')
    await tabTo(page, `${hook('retire-question')} ${hook('as-mine')}`)
    await page.press('Space')
    await pressOn(page, 'retire-sure', 'Space')
    await pressOn(page, 'retire-submit', 'Enter')
    await page.waitFor('text=has retired', SLOW)
    expect(await page.text(`${hook('my-persona')}[data-key="${second}"]`)).toContain('has retired')
  })
})

async function setPassword(page: Page): Promise<void> {
  await pressOn(page, 'password-open', 'Enter')
  await page.waitFor(hook('password-new'))
  await typeInto(page, 'password-new', PASSWORD)
  await typeInto(page, 'password-again', PASSWORD)
  await page.press('Enter')
  await page.waitFor(`${hook('password-card')}[data-set="true"]`, SLOW)
}

/** Typing begins in the popup at once. */
async function unlockFromPopup(ada: Person, page: Page): Promise<void> {
  await pressOn(page, 'lock-now', 'Space')
  await page.waitFor(hook('forgotten'))
  await ada.closePopup()
  const popup = await ada.popup()
  await popup.waitFor(hook('unlock-password'))
  expect(await focusedHook(popup)).toBe('unlock-password')
  await typeKeys(popup, PASSWORD)
  await popup.press('Enter')
  await isUnlocked(popup)
}

/** What was typed before the question is sent after it. */
async function unlockInPlace(ada: Person): Promise<void> {
  const popup = await ada.popup()
  await pressOn(popup, 'me', 'Enter')
  await popup.waitFor(hook('lock-now'))
  await pressOn(popup, 'lock-now', 'Enter')
  await popup.waitFor(hook('locked'))
  await pressOn(popup, 'nav-offer', 'Enter')
  await popup.waitFor(hook('offer-title'))
  await typeInto(popup, 'offer-title', PROJECTOR)
  await pressOn(popup, 'offer-submit', 'Enter')
  await popup.waitFor(hook('unlock-now-password'))
  expect(await focusedHook(popup)).toBe('unlock-now-password')
  await typeKeys(popup, PASSWORD)
  await popup.press('Enter')
  await popup.waitFor(`${hook('thing')}[data-title="${PROJECTOR}"]`, SLOW)
}

async function changePassword(page: Page): Promise<void> {
  await page.waitFor(hook('password-change'))
  await tabTo(page, `${hook('password-change')} summary`)
  await page.press('Enter')
  await typeInto(page, 'password-current', PASSWORD)
  await typeInto(page, 'password-new', CHANGED)
  await typeInto(page, 'password-again', CHANGED)
  await page.press('Enter')
  await page.waitFor(hook('password-changed'), SLOW)
}

async function removePassword(page: Page): Promise<void> {
  await tabTo(page, `${hook('password-remove')} summary`)
  await page.press('Enter')
  await typeInto(page, 'remove-current', CHANGED)
  await page.press('Enter')
  await page.waitFor(`${hook('password-card')}[data-set="false"]`, SLOW)
}

/** The words, after their check by three of them. */
async function writeDown(page: Page): Promise<string[]> {
  await pressOn(page, 'words-show', 'Enter')
  await page.waitFor(hook('words-password'))
  await typeInto(page, 'words-password', CHANGED)
  await page.press('Enter')
  await page.waitFor(hook('words'), SLOW)
  const words = await page.evaluate(
    (items) => [...document.querySelectorAll(items)].map(({ textContent }) => textContent ?? ''),
    `${hook('words')} li`,
  )
  await pressOn(page, 'words-written', 'Enter')
  await page.waitFor(hook('words-check'))
  const places = await page.evaluate(() =>
    [...document.querySelectorAll('[data-test^="word-check-"]')].map((field) => field.getAttribute('data-test') ?? ''),
  )
  for (const place of places) await typeInto(page, place, words[Number(place.slice('word-check-'.length)) - 1] ?? '')
  await page.press('Enter')
  await page.waitFor(`${hook('words-card')}[data-done="true"]`)
  return words
}

/** The path of the file. */
async function makeAndTry(ada: Person, page: Page, folder: string): Promise<string> {
  await pressOn(page, 'backup-make', 'Enter')
  await page.waitFor(hook('backup-passphrase'))
  await typeInto(page, 'backup-passphrase', PASSPHRASE)
  await typeInto(page, 'backup-passphrase-again', PASSPHRASE)
  await page.press('Enter')
  await page.waitFor(hook('backup-file'), SLOW)
  const name = await page.evaluate(
    (link) => document.querySelector(link)?.getAttribute('download'),
    hook('backup-file'),
  )
  const path = join(folder, name ?? '')
  await writeFile(path, await takeDownload(ada.browser.profile, name ?? ''))
  await open(page, 'try', path)
  await page.waitFor(hook('try-fine'), SLOW)
  return path
}

/** Which file is chosen in a window of the browser's own; the way to it and from it is ours. */
async function open(page: Page, what: 'try' | 'restore', path: string): Promise<void> {
  await tabTo(page, hook(`${what}-file`))
  await page.upload(hook(`${what}-file`), [path])
  await page.waitFor(hook(`${what}-passphrase`))
  await typeInto(page, `${what}-passphrase`, PASSPHRASE)
  await page.press('Enter')
}

/** Word by word, the fourth with a slip of the finger: what was meant is offered and taken. */
async function typeWords(page: Page, words: readonly string[]): Promise<void> {
  await page.waitFor(hook('restore-word-1'))
  for (const [index, word] of words.entries()) {
    await typeInto(page, `restore-word-${index + 1}`, index === 3 ? `${word}q` : word)
  }
  await page.press('Tab')
  await page.waitFor(`${hook('word-wrong')}[data-place="4"]`)
  await pressOn(page, 'word-meant', 'Enter')
  await pressOn(page, 'restore-words-submit', 'Enter')
  await page.waitFor(hook('public-key'), SLOW)
}

async function isUnlocked(page: Page): Promise<void> {
  await page.waitFor(() => document.querySelector('[data-test="locked"]') === null, SLOW)
}

async function shownAs(page: Page): Promise<string> {
  await page.waitFor(hook('persona'))
  return page.evaluate((head) => document.querySelector(head)?.getAttribute('data-key') ?? '', hook('persona'))
}
