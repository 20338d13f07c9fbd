// A festival's own web site in somebody's browser: connects once, then shows the programme live.
import { join } from 'node:path'
import type { Page, WaitOptions } from '../browsers/browser.ts'
import { serve, type Served } from '../serve.ts'
import type { Person } from './person.ts'

export function serveWebsite(port = 0): Promise<Served> {
  return serve(join(process.cwd(), 'examples/festival-website'), port)
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
  await page.click('#connect:not([hidden])', { timeoutMs: 15_000 })
  await visitor.approveSite()
  await page.waitFor('#disconnect:not([hidden])', { timeoutMs: 15_000 })
  return page
}

/** Waits until the site shows an event with so many of its required things granted. */
export async function siteShows(page: Page, title: string, granted: number, options?: WaitOptions): Promise<void> {
  await page.waitFor(`.event[data-title="${title}"][data-granted="${granted}"]`, { timeoutMs: 60_000, ...options })
}
