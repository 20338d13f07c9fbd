// What `npm run screens` runs: both tours once per language, with a picture of every screen, and of the web site of a festival.
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserKind, Page } from '../../../scripts/browsers/browser.ts'
import { launchBrowser } from '../../../scripts/browsers/launch.ts'
import { Person } from '../../../scripts/story/person.ts'
import { serveWebsite } from '../../../scripts/story/website.ts'
import { serveAskingSite } from './asking-site.ts'
import { withoutTransitions } from './complaints.ts'
import { demoTour } from './demo-tour.ts'
import { extensionFolder } from './extension.ts'
import { isFull, tour, type Look } from './tour.ts'

const FOLDER = 'docs/screens'
const WALKS = [
  { kind: 'chromium', language: 'en', themes: ['light', 'dark'] },
  { kind: 'firefox', language: 'de', themes: ['light', 'dark'] },
] as const
/** The window in which a site asks. */
const QUESTION = { width: 400, height: 640 }
/** What is wider is drawn smaller: all pictures together stay small enough to be fetched with the code. */
const WIDE = 600
const SMALLER = 0.7
/** What says for some seconds that something was done lies over what there is to see. */
const PATIENCE = { timeoutMs: 30_000 }

for (const { kind, language, themes } of WALKS) await walk(kind, language, themes)
await drawWebsite()
process.exit(0)

async function walk(kind: BrowserKind, language: string, themes: readonly ('light' | 'dark')[]): Promise<void> {
  const folders = themes.map((theme) => join(FOLDER, `${language}-${theme}`))
  for (const folder of folders) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
  }
  let number = 0
  const look: Look = async (screen, page) => {
    number += 1
    const file = `${String(number).padStart(2, '0')}-${fileNameOf(screen)}.webp`
    await page.focus()
    if ((await page.url()).includes('#approval')) await page.setViewport(QUESTION.width, QUESTION.height)
    await page.waitFor(() => document.querySelector('[data-test="toast"]') === null, PATIENCE)
    await page.waitFor(isFull)
    await page.evaluate(withoutTransitions)
    const scale = (await page.evaluate<[], number>('innerWidth')) > WIDE ? SMALLER : 1
    for (const theme of themes) {
      await page.screenshot(join(FOLDER, `${language}-${theme}`, file), { dark: theme === 'dark', scale })
    }
  }
  const site = await serveAskingSite()
  await asSomebody(kind, language, (ada) => tour(ada, site.url, look))
  await asSomebody(kind, language, (ada) => demoTour(ada, look))
  await site.stop()
  for (const folder of folders) console.log(`${folder}: ${number} pictures, ${await weightOf(folder)} kB`)
}

async function asSomebody(kind: BrowserKind, locale: string, work: (ada: Person) => Promise<void>): Promise<void> {
  const extension = extensionFolder(kind)
  const browser = await launchBrowser(kind, { name: 'Ada', headless: true, extension, locale, reducedMotion: true })
  try {
    await work(new Person('Ada', browser))
  } finally {
    await browser.close()
  }
}

/** For somebody who has no p2panda. */
async function drawWebsite(): Promise<void> {
  const site = await serveWebsite()
  const browser = await launchBrowser('chromium', {
    name: 'Visitor',
    headless: true,
    extension: extensionFolder('chromium'),
  })
  try {
    const page: Page = await browser.open(site.url, { width: 1280, height: 800 })
    await page.waitFor('p2panda-programme[data-status="verified"]', PATIENCE)
    await page.screenshot(join(FOLDER, 'website.png'))
  } finally {
    await browser.close()
    await site.stop()
  }
}

function fileNameOf(screen: string): string {
  return screen
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

async function weightOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size))
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000)
}
