// What `npm run screens` runs: the tour once per language, with a picture of every screen.
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserKind } from '../../../scripts/browsers/browser.ts'
import { launchBrowser } from '../../../scripts/browsers/launch.ts'
import { Person } from '../../../scripts/story/person.ts'
import { serveAskingSite } from './asking-site.ts'
import { extensionFolder } from './extension.ts'
import { tour } from './tour.ts'

const FOLDER = 'docs/screens'
const WALKS = [
  { kind: 'chromium', language: 'en', themes: ['light', 'dark'] },
  { kind: 'firefox', language: 'de', themes: ['light'] },
] as const

for (const { kind, language, themes } of WALKS) await walk(kind, language, themes)
process.exit(0)

async function walk(kind: BrowserKind, language: string, themes: readonly ('light' | 'dark')[]): Promise<void> {
  const folders = themes.map((theme) => join(FOLDER, `${language}-${theme}`))
  for (const folder of folders) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
  }
  const site = await serveAskingSite()
  const browser = await launchBrowser(kind, {
    name: 'Ada',
    headless: true,
    extension: extensionFolder(kind),
    locale: language,
  })
  let number = 0
  try {
    await tour(new Person('Ada', browser), site.url, async (screen, page) => {
      number += 1
      const file = `${String(number).padStart(2, '0')}-${fileNameOf(screen)}.png`
      await page.focus()
      for (const theme of themes) {
        await page.screenshot(join(FOLDER, `${language}-${theme}`, file), { dark: theme === 'dark' })
      }
    })
  } finally {
    await browser.close()
    await site.stop()
  }
  for (const folder of folders) console.log(`${folder}: ${number} pictures, ${await weightOf(folder)} kB`)
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
