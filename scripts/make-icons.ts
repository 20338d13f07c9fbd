// Draws ui/icons/panda.svg as PNGs with Chromium. Run after changing the drawing; the pictures are committed:
//   node scripts/run.mjs scripts/make-icons.ts
import { readFile, writeFile } from 'node:fs/promises'
import { launch } from 'puppeteer-core'
import { explainFindError, findBrowser } from './browsers/find.ts'

const SIZES = [16, 32, 48, 128]

const found = findBrowser('chromium')
if (!found.ok) throw new Error(explainFindError(found.error))
const svg = await readFile('ui/icons/panda.svg', 'utf8')
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await launch({ executablePath: found.value.path, pipe: true, args })
try {
  const page = await browser.newPage()
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`)
  for (const size of SIZES) {
    await page.setViewport({ width: size, height: size })
    await writeFile(`ui/icons/panda-${size}.png`, await page.screenshot({ type: 'png', omitBackground: true }))
  }
} finally {
  await browser.close()
}
