// What a person does to keep their key: writes twelve words down, makes a backup, comes back with either. Words for the story
// and the end-to-end tests, beside person.ts.
import type { Page } from '../browsers/browser.ts'
import { takeDownload } from '../browsers/downloads.ts'
import { hook, type Person } from './person.ts'

const SIZE = { width: 1000, height: 900 }
/** Stretching a passphrase takes a second or two on a machine that does nothing else. */
const SLOW = { timeoutMs: 60_000 }

/** The section of the options page about who one is. */
export async function openIdentity(person: Person): Promise<Page> {
  const page = await person.browser.open(person.browser.extensionUrl('options/options.html#identity'), SIZE)
  await page.waitFor(hook('section-identity'))
  return page
}

/** The twelve words as they are on the screen, after asking for them. */
export async function showWords(page: Page): Promise<string[]> {
  await page.click(hook('words-show'))
  await page.waitFor(hook('words'))
  return page.evaluate(
    (selector) => [...document.querySelectorAll(`${selector} li`)].map(({ textContent }) => (textContent ?? '').trim()),
    hook('words'),
  )
}

/** Puts a password in front of the keys, where there is none. */
export async function setPassword(page: Page, password: string): Promise<void> {
  await page.click(hook('password-open'))
  await page.fill(hook('password-new'), password)
  await page.fill(hook('password-again'), password)
  await page.click(hook('password-submit'))
  await page.waitFor(`${hook('password-card')}[data-set="true"]`, SLOW)
}

/** Makes a backup file and gives its name and bytes. */
export async function makeBackup(
  person: Person,
  page: Page,
  passphrase: string,
): Promise<{ name: string; bytes: Uint8Array }> {
  await page.click(hook('backup-make'))
  await page.fill(hook('backup-passphrase'), passphrase)
  await page.fill(hook('backup-passphrase-again'), passphrase)
  await page.click(hook('backup-save'))
  await page.waitFor(hook('backup-file'), SLOW)
  const name = await page.evaluate(
    (link) => document.querySelector(link)?.getAttribute('download') ?? '',
    hook('backup-file'),
  )
  return { name, bytes: await takeDownload(person.browser.profile, name) }
}

/** Chooses a backup and opens it; `what` is the card: to try it, or to come back with it. */
export async function openBackup(page: Page, what: 'try' | 'restore', path: string, passphrase: string): Promise<void> {
  await page.upload(hook(`${what}-file`), [path])
  await page.fill(hook(`${what}-passphrase`), passphrase)
  await page.click(hook(`${what}-open`))
  await page.waitFor(`${hook(`${what}-report`)}, ${hook('error')}`, SLOW)
}

/** Comes back with a backup, in a browser without a panda. */
export async function comeBack(page: Page, path: string, passphrase: string): Promise<void> {
  await openBackup(page, 'restore', path, passphrase)
  await page.click(hook('restore-take'))
  await page.waitFor(hook('public-key'), SLOW)
}

/** Comes back with twelve words. */
export async function typeWords(page: Page, words: readonly string[]): Promise<void> {
  for (const [index, word] of words.entries()) await page.fill(hook(`restore-word-${index + 1}`), word)
  await page.click(hook('restore-words-submit'))
}
