// A festival's own web site in somebody's browser: connects once, then shows the programme live.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, WaitOptions } from '../browsers/browser.ts'
import { serve, type Served } from '../serve.ts'
import type { Person } from './person.ts'

/** The site with the script that it embeds and the game that it leads to, as somebody would put them on a server. */
export async function serveWebsite(port = 0): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'p2panda-website-'))
  await cp(join(process.cwd(), 'examples/festival-website'), folder, { recursive: true })
  await cp(join(process.cwd(), 'examples/win-the-boat'), join(folder, 'win-the-boat'), { recursive: true })
  await cp(join(process.cwd(), 'dist/embed/p2panda-embed.js'), join(folder, 'p2panda-embed.js'))
  const served = await serve(folder, port)
  return {
    ...served,
    stop: async () => {
      await served.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The game whose winner gets the boat. */
export function serveGame(port = 0): Promise<Served> {
  return serve(join(process.cwd(), 'examples/win-the-boat'), port)
}

/** The id of the festival that a person follows, from the address of its web page in the popup's data. */
export async function festivalId(person: Person): Promise<string> {
  const popup = await person.goTo('all')
  await popup.waitFor('[data-festival]')
  const id = await popup.evaluate(() => document.querySelector('[data-festival]')?.getAttribute('data-festival'))
  if (typeof id !== 'string') throw new Error(`${person.name} follows no festival`)
  return id
}

/** Opens the site and connects it; the visitor approves what it asks for. */
export async function visitWebsite(visitor: Person, site: Served, festival: string): Promise<Page> {
  const page = await visitor.browser.open(`${site.url}?festival=${festival}`, { width: 1100, height: 760 })
  await page.click('[part="connect"]', { timeoutMs: 15_000 })
  await visitor.approveSite()
  await page.waitFor('p2panda-programme[data-status="live"]', { timeoutMs: 15_000 })
  return page
}

/** Waits until the site shows an event with so many of its required things granted. */
export async function siteShows(page: Page, title: string, granted: number, options?: WaitOptions): Promise<void> {
  await page.waitFor(`.event[data-title="${title}"][data-granted="${granted}"]`, { timeoutMs: 60_000, ...options })
}
