// The harness itself, in both browsers, with a throw-away extension: when this fails, no other end-to-end test says much.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Target } from '../../scripts/browsers/browser.ts'
import { serve } from '../../scripts/serve.ts'
import { startTracker } from '../../scripts/tracker.ts'
import { BROWSERS, useBrowsers } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

describe.each(BROWSERS)('the harness in %s', (kind) => {
  const folder = useFolders('describe')
  const start = useBrowsers('describe')
  let extension: string
  let browser: Browser

  beforeAll(async () => {
    extension = await folder()
    await writeTinyExtension(extension, kind)
    browser = await start(kind, { name: 'smoke', extension })
  })

  const ping = "(globalThis.browser ?? chrome).runtime.sendMessage('ping')"

  it('opens an extension page, types, chooses and clicks like a person', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    await page.fill(field('Name'), 'Ada')
    await page.fill('#day', '2027-06-18')
    await page.select('#fruit', 'Banana')
    await page.clickText('button', 'Greet now')
    expect(await page.text('#answer')).toBe('Ada 2027-06-18 b')
    await page.fill('#name', 'Ben')
    await page.click('text=now')
    await page.waitFor(() => document.querySelector('#answer')?.textContent?.startsWith('Ben '))
    await page.press('Shift+Escape')
    expect(await page.text('#answer')).toBe('shift-escape')
    expect(await page.exists('text=Nobody wrote this')).toBe(false)
    expect(await page.errors()).toEqual([])
  })

  it('clicks again when what it points at moves away', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('#greet')
      button?.addEventListener('mouseover', () => (button.style.marginTop = '300px'), { once: true })
    })
    await page.click('#greet')
    expect(await page.text('#answer')).toBe('a')
  })

  it('presses nothing else when what it points at moves away and something takes its place', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('#greet')
      const other = document.createElement('button')
      for (const type of ['mousedown', 'click']) other.addEventListener(type, () => (document.title = 'pressed'))
      button?.addEventListener(
        'mouseover',
        () => {
          const { left, top, width, height } = button.getBoundingClientRect()
          Object.assign(other.style, { position: 'fixed', left: `${left}px`, top: `${top}px` })
          Object.assign(other.style, { width: `${width}px`, height: `${height}px` })
          button.after(other)
          button.style.marginTop = '300px'
        },
        { once: true },
      )
    })
    await page.click('#greet')
    expect(await page.text('#answer')).toBe('a')
    expect(await page.evaluate('document.title')).not.toBe('pressed')
    // A key afterwards presses whatever it is meant for.
    await page.evaluate(() => document.querySelector<HTMLElement>('button:not(#greet)')?.focus())
    await page.press('Enter')
    await page.waitFor(() => document.title === 'pressed')
  })

  it('clicks what takes its place when what it points at is drawn anew', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('#greet')
      const parent = button?.parentElement
      if (!button || !parent) return
      // Gone as soon as somebody saw it, and back a moment later.
      button.getClientRects = () => {
        queueMicrotask(() => button.remove())
        setTimeout(() => parent.append(button), 200)
        Reflect.deleteProperty(button, 'getClientRects')
        return button.getClientRects()
      }
    })
    await page.click('#greet')
    expect(await page.text('#answer')).toBe('a')
  })

  it('evaluates functions and expressions, waits for promises, and reports what they throw', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    expect(await page.evaluate((a: number, b: number) => a + b, 2, 3)).toBe(5)
    expect(await page.evaluate('new Promise((done) => setTimeout(done, 150, { late: true }))')).toEqual({ late: true })
    await expect(page.evaluate('Promise.reject(new TypeError("nobody home"))')).rejects.toThrow('nobody home')
    await expect(page.waitFor('#nothing', { timeoutMs: 300 })).rejects.toThrow('Tiny page')
  })

  it('takes pictures in the asked size, light and dark, and checks accessibility', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    const picture = join(extension, 'pictures', 'dark.png')
    await page.screenshot(picture, { dark: true, width: 380, height: 600, scale: 2 })
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([380, 600])
    expect(pngSize(await readFile(picture))).toEqual([760, 1200])
    expect(await page.axe()).toEqual([])
    await page.evaluate('document.querySelector("#close").removeAttribute("aria-label")')
    await page.evaluate('void (document.querySelector("#close").textContent = "")')
    expect((await page.axe()).map(({ id }) => id)).toEqual(['button-name'])
  })

  it('kills the background, which comes back on the next message', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    expect(await page.evaluate(ping)).toBe(1)
    expect(await browser.backgroundState()).toBe('running')
    await browser.killBackground()
    expect(await browser.backgroundState()).toBe('stopped')
    expect(await page.evaluate(ping)).toBe(2)
    expect(await browser.backgroundState()).toBe('running')
    await browser.killBackground()
    expect(await page.evaluate(ping)).toBe(3)
  })

  it('reaches a window that the extension opens, also while the first page waits for it', async () => {
    const page = await browser.open(browser.extensionUrl('page.html'))
    const waiting = page.evaluate('new Promise((done) => { window.finish = done })')
    await page.evaluate("(globalThis.browser ?? chrome).runtime.sendMessage('window')")
    const window = await browser.waitForPage('page.html#window')
    await window.clickText('button', 'Close window')
    await expect.poll(() => window.isClosed()).toBe(true)
    await page.evaluate('finish("answered")')
    expect(await waiting).toBe('answered')
  })

  it('shows the content script to a page of this machine, and resolves no other name', async () => {
    const site = await serve(extension)
    try {
      const page = await browser.open(`${site.url}page.html`)
      expect(await page.evaluate('window.tiny.fromExtension')).toBe(true)
      await expect(page.evaluate('fetch("http://example.com/").then(() => "reached")')).rejects.toThrow()
    } finally {
      await site.stop()
    }
  })

  it('connects two peers over WebRTC after they met at the local tracker', async () => {
    const tracker = await startTracker()
    try {
      const page = await browser.open(browser.extensionUrl('page.html'))
      expect(await page.evaluate(openSocket, tracker.url)).toBe('open')
      expect(await page.evaluate(connectToMyself)).toBe('hello')
    } finally {
      await tracker.stop()
    }
  })

  it.each(['close', 'crash'] as const)('keeps a profile over a %s', async (way) => {
    const profile = await folder()
    const first = await start(kind, { name: 'first', extension, profile })
    const page = await first.open(first.extensionUrl('page.html'))
    expect(await page.evaluate(ping)).toBe(1)
    await page.evaluate(writeRecord, 'kept')
    await first[way]()
    const second = await start(kind, { name: 'second', extension, profile })
    const again = await second.open(second.extensionUrl('page.html'))
    expect(await again.evaluate(readRecord)).toBe('kept')
    expect(await again.evaluate(ping)).toBeGreaterThanOrEqual(2)
  })
})

afterEach(() => expect(process.env['P2PANDA_SANDBOX']).toMatch(/^(namespace|loopback)$/))

function field(name: string): Target {
  return { role: 'textbox', name }
}

function pngSize(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

function openSocket(url: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    socket.onopen = () => resolve('open')
    socket.onerror = () => resolve('refused')
  })
}

async function connectToMyself(): Promise<string> {
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()]
  one.onicecandidate = ({ candidate }) => void two.addIceCandidate(candidate ?? undefined)
  two.onicecandidate = ({ candidate }) => void one.addIceCandidate(candidate ?? undefined)
  const channel = one.createDataChannel('test')
  channel.onopen = () => channel.send('hello')
  const heard = new Promise<string>((resolve) => {
    two.ondatachannel = (event) => {
      event.channel.onmessage = ({ data }) => resolve(String(data))
    }
  })
  await one.setLocalDescription()
  await two.setRemoteDescription(one.localDescription as RTCSessionDescription)
  await two.setLocalDescription()
  await one.setRemoteDescription(two.localDescription as RTCSessionDescription)
  return heard
}

function writeRecord(value: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tiny', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('records')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('records', 'readwrite', { durability: 'strict' })
      transaction.objectStore('records').put(value, 'key')
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
    }
  })
}

function readRecord(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('tiny', 1)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const reading = opening.result.transaction('records').objectStore('records').get('key')
      reading.onsuccess = () => resolve(reading.result)
      reading.onerror = () => reject(reading.error)
    }
  })
}
