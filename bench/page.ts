// What `window.p2panda` costs a web page: a call there and back, with the worker awake and stopped, and the time to load a page with and
// without the provider in it: two browsers, one of them with an extension that does nothing, load in turns.
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { until } from '../scripts/browsers/wait.ts'
import { repeat, type Measurement } from './measurement.ts'
import { NOTHING, label, onStage } from './stage.ts'

const WARM = 100
const COLD = 10
const LOADS = 40
const KINDS: readonly BrowserKind[] = ['chromium', 'firefox']
const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,">
<h1>A page like many</h1>${'<p>Some text that a browser has to lay out.</p>'.repeat(300)}
<script>
  window.call = async () => {
    const before = performance.now()
    await window.p2panda.permissions()
    return performance.now() - before
  }
  window.calls = async (times) => {
    const samples = []
    while (samples.length < times) samples.push(await call())
    window.samples = samples
  }
</script></html>`

export async function measurePage(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const kind of KINDS) {
    const where = label(kind)
    const found = await onStage(async (stage) => {
      const site = await servePage()
      stage.keep(site, site.stop)
      const ada = await stage.person(kind, 'Ada')
      await ada.makePanda()
      const page = await ada.browser.open(`http://127.0.0.1:${site.port}/`)
      await timesOf(page, 5)
      const warm = await timesOf(page, WARM)
      const cold = await repeat(COLD, async () => {
        await ada.browser.killBackground()
        return (await timesOf(page, 1))[0] ?? Number.NaN
      })
      const extension = await stage.folder()
      await writeFile(join(extension, 'manifest.json'), JSON.stringify(NOTHING))
      const other = await stage.browser(kind, 'Without', { extension })
      const bare = await other.open(`http://127.0.0.1:${site.port}/`)
      return { warm, cold, ...(await loads(page, bare)) }
    })
    measurements.push(
      { what: 'page API call and answer, worker awake', where, unit: 'ms', samples: found.warm },
      { what: 'page API call and answer, worker stopped before', where, unit: 'ms', samples: found.cold },
      { what: 'page load without the provider', where, unit: 'ms', samples: found.without },
      { what: 'page load with the provider', where, unit: 'ms', samples: found.with },
      { what: 'page load with the provider ÷ without, in turns', where, unit: '×', samples: found.ratios },
    )
  }
  return measurements
}

/** Milliseconds of calls, one after the other. */
async function timesOf(page: Page, times: number): Promise<number[]> {
  await page.evaluate(`void (window.samples = false, calls(${times}))`)
  return until('the calls to be answered', () => page.evaluate<[], number[] | false>('window.samples'), 60_000)
}

/** Loads in turns, so that whatever else the machine does is in both. */
async function loads(page: Page, bare: Page): Promise<{ with: number[]; without: number[]; ratios: number[] }> {
  const url = await page.url()
  const load = async (page: Page): Promise<number> => {
    await page.goto(url)
    return until('the page to be loaded', () =>
      page.evaluate<[], number | false>(`(() => {
        const [{ loadEventEnd, startTime }] = performance.getEntriesByType('navigation')
        return loadEventEnd > 0 && loadEventEnd - startTime
      })()`),
    )
  }
  for (const each of [bare, page, bare, page]) await load(each)
  const found = { with: [] as number[], without: [] as number[], ratios: [] as number[] }
  for (let turn = 0; turn < LOADS; turn += 1) {
    const without = await load(bare)
    const withIt = await load(page)
    found.without.push(without)
    found.with.push(withIt)
    found.ratios.push(withIt / without)
  }
  return found
}

async function servePage(): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('cache-control', 'no-store')
    response.end(HTML)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, stop }
}
