// Real WebRTC between real browsers, without the product around it: dialer, tracker, handshake and sync, in extension pages
// (web pages hide their addresses behind names that only live on a real local network).

import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterEach, describe, expect, it } from 'vitest'
import type { Browser, BrowserKind, Page } from '../../scripts/browsers/browser.ts'
import { startTracker } from '../../scripts/tracker.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { parseIceServer } from '../../src/adapters/dexie/ice-server.ts'
import { decodeDescription } from '../../src/adapters/webrtc/compact-sdp.ts'
import { BROWSERS, PAIRS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { startStun } from './harness/stun.ts'
import { startTurn } from './harness/turn.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

const HTML = '<!doctype html><meta charset="utf-8"><title>Link</title><script src="link.js"></script>'
const PAGE = 'link.html'
/** Who answers makes a difference. */
const ORDERED_PAIRS = [...PAIRS, ...PAIRS.filter(([a, b]) => a !== b).map(([a, b]) => [b, a] as const)]
/** Firefox gives up after 5 or 11 s, Chromium after 15. */
const REPLY_AFTER_MS = Number(process.env['P2PANDA_REPLY_AFTER_MS'] ?? 20_000)

/** Call inside `describe`: opens the page of `link-page.ts`, in a browser of that name that stays for all of its tests. */
function usePeers(): (kind: BrowserKind, name: string) => Promise<{ browser: Browser; page: Page }> {
  const folder = useFolders('describe')
  const start = useBrowsers('describe')
  const browsers = new Map<string, Promise<Browser>>()
  const opened: Page[] = []
  afterEach(() => Promise.all(opened.splice(0).map(async (page) => (await page.isClosed()) || page.close())))
  const launch = async (kind: BrowserKind, name: string): Promise<Browser> => {
    const extension = await folder()
    await writeTinyExtension(extension, kind)
    const [entryPoints, outfile] = [[join(import.meta.dirname, 'link-page.ts')], join(await folder(), 'link.js')]
    await build({ entryPoints, outfile, bundle: true, format: 'iife', target: 'es2023', logLevel: 'error' })
    await cp(outfile, join(extension, 'link.js'))
    await writeFile(join(extension, PAGE), HTML)
    return start(kind, { name, extension })
  }
  return async (kind, name) => {
    const launching = browsers.get(name) ?? launch(kind, name)
    browsers.set(name, launching)
    const browser = await launching
    const page = await browser.open(browser.extensionUrl(PAGE), { width: 800, height: 600 })
    opened.push(page)
    return { browser, page }
  }
}

/** Waits until this many peers are there. */
async function untilPeers(page: Page, festival: FestivalId, count: number): Promise<void> {
  await expect.poll(() => page.evaluate((id) => window.peer.peers(id), festival), { timeout: 20_000 }).toBe(count)
}

/** Waits until the node holds logs of these heights. */
async function untilHeld(page: Page, festival: FestivalId, heights: number[]): Promise<void> {
  const held = (): Promise<number[]> => page.evaluate((id) => window.peer.heights(id), festival)
  await expect.poll(held, { timeout: 20_000 }).toEqual(heights)
}

describe.each(PAIRS)('a link between %s and %s', (first, second) => {
  const open = usePeers()

  it('comes up at a tracker, outlives the tracker, ends when one side goes, and comes up again', async () => {
    const { page: ada } = await open(first, 'ada')
    const { browser, page: ben } = await open(second, 'ben')
    const tracker = await startTracker()
    const festival = await ada.evaluate(() => window.peer.found())
    for (const page of [ada, ben]) {
      await page.evaluate((id, url) => window.peer.meet(id, url), festival, tracker.url)
    }
    await untilPeers(ada, festival, 1)
    await untilHeld(ben, festival, [1])
    await tracker.stop()
    await ben.evaluate((id) => window.peer.say(id, 'Ben'), festival)
    await untilHeld(ada, festival, [1, 2])
    const trackerAgain = await startTracker(Number(new URL(tracker.url).port))
    const later = await browser.open(browser.extensionUrl(PAGE))
    await ben.close()
    await untilPeers(ada, festival, 0)
    await later.evaluate((id, url) => window.peer.meet(id, url), festival, trackerAgain.url)
    await untilPeers(ada, festival, 1)
    await untilHeld(later, festival, [1, 2])
    await trackerAgain.stop()
  })

  it('comes up by hand without a tracker, and not when somebody changed a fingerprint on the way', async () => {
    const { page: ada } = await open(first, 'ada')
    const { page: ben } = await open(second, 'ben')
    const festival = await ada.evaluate(() => window.peer.found())
    for (const page of [ada, ben]) await page.evaluate((id) => window.peer.follow(id), festival)
    const offer = (await ada.evaluate(() => window.peer.offer())) ?? []
    // Chromium's and Firefox's credentials take 24 bytes at most, one candidate 19: byte 45 is of the fingerprint.
    const tampered = offer.map((byte, index) => (index === 45 ? byte ^ 1 : byte))
    const useless = (await ben.evaluate((blob) => window.peer.answer(blob), tampered)) ?? []
    expect(await ada.evaluate((blob) => window.peer.accept(blob), useless)).toBe(true)
    for (const page of [ada, ben]) {
      await expect.poll(() => page.evaluate(() => window.peer.endings()), { timeout: 20_000 }).toHaveLength(1)
      expect(await page.evaluate(() => window.peer.endings())).not.toContain('open')
    }
    const honest = (await ada.evaluate(() => window.peer.offer())) ?? []
    const answer = (await ben.evaluate((blob) => window.peer.answer(blob), honest)) ?? []
    for (const blob of [honest, answer]) expect(blob.length).toBeLessThanOrEqual(134)
    expect(await ada.evaluate((blob) => window.peer.accept(blob), answer)).toBe(true)
    await untilHeld(ben, festival, [1])
  })
})

describe('a code that is answered by hand', () => {
  const open = usePeers()

  it('opens a link although the reply takes longer than browsers wait by themselves, in every pair of browsers', async () => {
    const meet = async (first: BrowserKind, second: BrowserKind): Promise<void> => {
      const [{ page: ada }, { page: ben }] = [await open(first, first), await open(second, second)]
      const festival = await ada.evaluate(() => window.peer.found())
      for (const page of [ada, ben]) await page.evaluate((id) => window.peer.follow(id), festival)
      const offer = (await ada.evaluate(() => window.peer.patientOffer())) ?? []
      const answer = (await ben.evaluate((blob) => window.peer.patientAnswer(blob), offer)) ?? []
      const waited = (): Promise<number> => ben.evaluate(() => window.peer.sinceAnswer())
      const both = `${first} and ${second}`
      await expect.poll(waited, { timeout: 2 * REPLY_AFTER_MS }).toBeGreaterThan(REPLY_AFTER_MS)
      expect(await ada.evaluate((blob) => window.peer.accept(blob), answer), both).toBe(true)
      await untilHeld(ben, festival, [1])
    }
    // All at once: most of it is waiting.
    await Promise.all(ORDERED_PAIRS.map(([first, second]) => meet(first, second)))
  })
})

describe.each(BROWSERS)('WebRTC in %s', (kind) => {
  const open = usePeers()

  it('tells the address that a STUN server told it, and connects although another one is dead', async () => {
    const told = { address: '198.51.100.7', port: 4242 }
    const [alive, dead] = await Promise.all([startStun(told), startStun(told, false)])
    const lines = [dead.url, alive.url, 'turn:ada:secret@127.0.0.1:5349?transport=udp', 'stun:no-such-name.invalid']
    const servers = lines.flatMap((line) => parseIceServer(line) ?? [])
    expect(servers).toHaveLength(lines.length)
    const { page } = await open(kind, 'ada')
    const refusedByBrowsers = { urls: 'turn:needs-a-password' }
    const used = await page.evaluate((each) => window.peer.useServers(each), [refusedByBrowsers, ...servers])
    expect(used).toEqual(servers)
    const offer = decodeDescription(Uint8Array.from((await page.evaluate(() => window.peer.offer())) ?? []))
    const candidates = offer.ok ? offer.value.candidates : []
    expect(candidates.map(({ type }) => type)).toContain('host')
    expect(candidates).toContainEqual({
      type: 'srflx',
      kind: 'v4',
      address: Uint8Array.of(198, 51, 100, 7),
      port: told.port,
    })
    expect(await page.evaluate(() => window.peer.suite())).toEqual([])
    await Promise.all([alive.stop(), dead.stop()])
  })

  it('names nothing but the relay when relays are wanted only, and tries nothing without one', async () => {
    const [turn, stun] = [await startTurn(), await startStun({ address: '198.51.100.7', port: 4242 })]
    const { page } = await open(kind, 'ada')
    await page.evaluate(() => window.peer.useRelaysOnly())
    expect(await page.evaluate(() => window.peer.offer())).toBeNull()
    expect(await page.evaluate(() => window.peer.constructed())).toBe(0)
    const servers = [stun.url, turn.line].flatMap((line) => parseIceServer(line) ?? [])
    await page.evaluate((each) => window.peer.useServers(each), servers)
    const offer = decodeDescription(Uint8Array.from((await page.evaluate(() => window.peer.offer())) ?? []))
    expect(offer.ok && offer.value.candidates.map(({ type }) => type)).toEqual(['relay'])
    expect(await page.evaluate(() => window.peer.suite())).toEqual([])
    expect(turn.relayed()).toBeGreaterThan(0)
    await Promise.all([turn.stop(), stun.stop()])
  })

  it('passes the suite for links, refuses blobs that are none, and gives up on an offer that nobody answers', async () => {
    const { page } = await open(kind, 'ada')
    expect(await page.evaluate(() => window.peer.suite())).toEqual([])
    expect(await page.evaluate(() => window.peer.answer([1, 2, 3]))).toBeNull()
    expect(await page.evaluate(() => window.peer.hastyOffer())).not.toBeNull()
    expect(await page.evaluate(() => window.peer.accept([9, 9, 9]))).toBe(false)
    await expect
      .poll(() => page.evaluate(() => window.peer.endings()), { timeout: 10_000 })
      .toEqual(['signal', 'unanswered'])
    expect(await page.errors()).toEqual([])
  })
})
