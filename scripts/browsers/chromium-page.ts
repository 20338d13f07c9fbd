// One page of Chromium: clicks and keys are real input events, sent through the debugging protocol.
import { writeFile } from 'node:fs/promises'
import type { ElementHandle, KeyInput, Page as PuppeteerPage } from 'puppeteer-core'
import { isWebp, PICTURE_QUALITY } from './picture-file.ts'
import type { PageDriver } from './page.ts'

/** As people's printers have it. */
const MARGIN = { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' }

/** Drives a puppeteer page; from this call on its errors are collected. */
export function chromiumPageDriver(page: PuppeteerPage): PageDriver {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return {
    url: async () => page.url(),
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    run: (expression) => page.evaluate(expression),
    clickElement: (expression) => click(page, expression),
    chooseFiles: (expression, files) => chooseFiles(page, expression, files),
    type: (text) => page.keyboard.sendCharacter(text),
    pressKeys: async (modifiers, key) => {
      for (const modifier of modifiers) await page.keyboard.down(modifier as KeyInput)
      await page.keyboard.press(key as KeyInput)
      for (const modifier of modifiers) await page.keyboard.up(modifier as KeyInput)
    },
    capture: (path, scale) => capture(page, path, scale),
    print: async (path) => void (await page.pdf({ path, format: 'a4', margin: MARGIN, preferCSSPageSize: true })),
    setViewport: (width, height) => page.setViewport({ width, height }),
    emulateDark: (dark) =>
      page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]),
    errors: async () => [...errors],
    focus: () => page.bringToFront(),
    collectGarbage: () => collectGarbage(page),
    isClosed: async () => !isThere(page),
    close: () => page.close(),
  }
}

/** Whether it can still be driven. A page that is closing loses its frame before it counts as closed. */
export function isThere(page: PuppeteerPage): boolean {
  return !page.isClosed() && !page.mainFrame().detached
}

async function chooseFiles(page: PuppeteerPage, expression: string, files: readonly string[]): Promise<void> {
  const handle = await page.evaluateHandle(expression)
  const input = handle.asElement() as ElementHandle<HTMLInputElement> | null
  if (input === null) throw new Error('the file input disappeared')
  await input.uploadFile(...files)
}

async function click(page: PuppeteerPage, expression: string): Promise<boolean> {
  const handle = await page.evaluateHandle(expression)
  const element = handle.asElement() as ElementHandle | null
  if (element === null) return false
  try {
    await element.click()
  } catch (error) {
    if (/node is (detached|either not)/i.test(String(error))) return false
    // A click that closes its own window cuts the connection before the browser can say that it was done.
    if (isThere(page) && !/closed|detached/i.test(String(error))) throw error
  }
  return true
}

async function collectGarbage(page: PuppeteerPage): Promise<void> {
  const session = await page.createCDPSession()
  const sessions = [session, ...page.workers().map((worker) => worker.client)]
  await Promise.all(sessions.map((each) => each.send('HeapProfiler.collectGarbage')))
  await session.detach()
}

async function capture(page: PuppeteerPage, path: string, scale: number): Promise<void> {
  const before = page.viewport()
  const size = before ?? (await page.evaluate(() => ({ width: innerWidth, height: innerHeight })))
  if (scale !== 1) await page.setViewport({ ...size, deviceScaleFactor: scale })
  const quality = 100 * PICTURE_QUALITY
  await writeFile(path, await page.screenshot(isWebp(path) ? { type: 'webp', quality } : { type: 'png' }))
  if (scale !== 1) await page.setViewport(before)
}
