// The database store in real browsers: IndexedDB of Chromium and Firefox, which fake-indexeddb only resembles.
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { serve, type Served } from '../../scripts/serve.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

/** What the bundle leaves on the page. */
declare const storePage: typeof import('../conformance/log-store-page.ts')

describe.each(BROWSERS)('the database store in %s', (kind) => {
  const folder = useFolders()
  const start = useBrowsers()
  let site: Served
  let page: Page

  beforeEach(async () => {
    const [extension, root] = [await folder(), await folder()]
    await writeTinyExtension(extension, kind)
    await writePage(root)
    site = await serve(root)
    const browser = await start(kind, { name: 'log-store', extension })
    page = await browser.open(site.url)
  })

  afterEach(() => site.stop())

  it('passes the suite of log stores', async () => {
    const { passed, failed } = await page.evaluate(() => storePage.runSuite())
    expect(failed).toEqual([])
    expect(passed).toBeGreaterThan(30)
  })

  it('fills, forgets and cuts a long log in one transaction each', async () => {
    const counts = await page.evaluate((count: number) => storePage.changeLongLog(count), 4000)
    expect(counts).toEqual([0, 4000, 2000, 50, true])
  })

  it('folds a log of several batches, also by two projectors at once and again from nothing', async () => {
    expect(await page.evaluate((events: number) => storePage.countLongLog(events), 600)).toEqual([600, 600, 600])
  })
})

async function writePage(root: string): Promise<void> {
  await build({
    entryPoints: [resolve(import.meta.dirname, '../conformance/log-store-page.ts')],
    outfile: join(root, 'store.js'),
    bundle: true,
    format: 'iife',
    globalName: 'storePage',
    target: 'es2023',
    logLevel: 'error',
  })
  const html =
    '<!doctype html><html lang="en"><title>Store</title><link rel="icon" href="data:,"><script src="store.js"></script></html>'
  await writeFile(join(root, 'index.html'), html)
}
