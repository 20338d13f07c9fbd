// A page that means harm, in real browsers: what it does to itself, to frames, to calls and to prompts changes nothing for anybody.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../../scripts/browsers/wait.ts'
import type { Page } from '../../scripts/browsers/browser.ts'
import { serve } from '../../scripts/serve.ts'
import { hook } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionWindows, siteQuestion } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hostile</title><link rel="icon" href="data:,">`

/** Frames of any origin report what they find, and try to speak to the extension and to the page around them. */
const FRAME = `${HEAD}<script>
  let heard = 0
  addEventListener('message', ({ data }) => {
    if (data && data.attack) {
      // The tag and the id of a call that the page around made.
      for (let n = 0; n < 10000; n += 1) parent.postMessage({ p2panda: data.tag, kind: 'result', id: data.id, value: ['forged'] }, '*')
      parent.postMessage({ done: true }, '*')
    } else if (data && data.kind && data.kind !== 'call') heard += 1
  })
  postMessage({ p2panda: 'x', kind: 'call', id: 'x-1', method: 'permissions', deadlineMs: 1000 }, '*')
  setInterval(() => parent.postMessage({ frame: { found: 'p2panda' in window, heard } }, '*'), 50)
</script></html>`

const PAGE = `${HEAD}<body><button>Click</button><script>
  // Names of the page's own built-ins are its own; the extension must not mind.
  Array.prototype.filter = () => ['patched']
  Object.freeze = () => ['patched']
  window.CustomEvent = undefined
  window.clearTimeout = () => { throw new Error('patched') }
  window.frames_ = []
  window.forgeries = 0
  let lastTag, lastId
  addEventListener('message', ({ data, source }) => {
    if (data && data.frame) window.frames_[[...document.querySelectorAll('iframe')].findIndex((frame) => frame.contentWindow === source)] = data.frame
    if (data && data.done) window.forgeries += 1
    if (data && data.kind === 'call') { lastTag = data.p2panda; lastId = data.id }
  })
  window.told = (promise) => promise.then((value) => ({ value }), ({ code, name, stack }) => ({ code, name, stack }))
  window.underAttack = async () => {
    const frame = document.querySelector('iframe').contentWindow
    const call = told(window.p2panda.permissions())
    await new Promise((resolve) => setTimeout(resolve))
    frame.postMessage({ attack: true, tag: lastTag, id: lastId }, '*')
    return call
  }
  window.flood = async (festival) => {
    const calls = Array.from({ length: 1000 }, (_, n) =>
      told(window.p2panda.connect({ scopes: ['authorize:' + festival + '/0040' + String(n).padStart(128, '0')] })))
    window.settled = []
    for (const call of calls) call.then((answer) => window.settled.push(answer.code))
  }
  window.getter = () => {
    let reads = 0
    const query = { type: 'event', get festival() { reads += 1; return reads === 1 ? 'first' : 'second' } }
    return told(window.p2panda.query(query)).then((answer) => ({ ...answer, reads }))
  }
  document.querySelector('button').onclick = () => window.p2panda.connect(window.wanted).catch(() => {})
</script></body></html>`

describe.each(BROWSERS)('a hostile page in %s', (kind) => {
  const { panda, afterwards } = usePeople()

  const served = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'p2panda-hostile-'))
    await writeFile(join(folder, 'index.html'), PAGE)
    await writeFile(join(folder, 'frame.html'), FRAME)
    const server = await serve(folder)
    afterwards(async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    })
    return server.url
  }
  const addFrame = (page: Page, src: string): Promise<void> =>
    page.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
    }, src)

  /** What an expression of the page comes to; drivers do not wait for promises of a page in every browser. */
  const outcome = async (page: Page, code: string): Promise<unknown> => {
    await page.evaluate(`void (window.result = false, ${code}.then((value) => (window.result = { value })))`)
    const { value } = await until(code, () => page.evaluate<[], { value: unknown } | false>('window.result'))
    return value
  }

  it('reaches nothing through its own built-ins, getters, frames, forged answers and floods', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const [url, elsewhere] = [await served(), await served()]
    const page = await ada.browser.open(url, { width: 800, height: 600 })
    // W7, W8: the page's world belongs to the page.
    expect(await outcome(page, 'told(p2panda.permissions())')).toEqual({ value: [] })
    expect(await outcome(page, 'getter()')).toMatchObject({ code: -32602, reads: 1 })
    // W2: neither its own frames nor those of another origin have the API, or get an answer.
    await addFrame(page, `${url}frame.html`)
    await addFrame(page, `${elsewhere}frame.html`)
    const frames = await until('both frames to report', async () => {
      const reports = await page.evaluate<[], { found: boolean; heard: number }[]>('frames_')
      return reports.length === 2 && reports.every(Boolean) && reports
    })
    expect(frames.map(({ found, heard }) => [found, heard])).toEqual([
      [false, 0],
      [false, 0],
    ])
    // W6: a frame that knows everything about an open call forges ten thousand answers.
    expect(await outcome(page, 'underAttack()')).toEqual({ value: [] })
    await until('the forger to be done', () => page.evaluate<[], boolean>('forgeries === 1'))
    expect(await page.evaluate('frames_.map(({ heard }) => heard)')).toEqual([0, 0])
    // W9: no address of the extension anywhere that the page can look, and nothing of it loads.
    const refused = (await outcome(page, 'told(p2panda.identity())')) as { code: number; stack: string }
    expect(refused.code).toBe(4100)
    const seen = await page.evaluate<[], string>(
      'document.documentElement.outerHTML + JSON.stringify(performance.getEntries().map(({ name }) => name))',
    )
    for (const text of [refused.stack, seen]) expect(text).not.toMatch(/-extension:/)
    const files = ['popup/popup.html', 'manifest.json', 'page/provider.js', 'icons/panda-48.png']
    for (const file of files) {
      const loads = `fetch(${JSON.stringify(ada.browser.extensionUrl(file))}).then(() => true, () => false)`
      expect(await outcome(page, loads)).toBe(false)
    }
    // W10: the panels do not let themselves be framed.
    await addFrame(page, ada.browser.extensionUrl('popup/popup.html#approval'))
    expect(await ada.badge()).toBe('')
    // W16: a thousand different wishes at once are five prompts, at most one window, and an answer for all others.
    await page.evaluate(`void flood(${JSON.stringify(festival)})`)
    await until('all but five to be refused', () => page.evaluate<[], boolean>('settled.length === 995'))
    expect(await page.evaluate('settled.every((code) => code === -32005)')).toBe(true)
    await ada.waitForBadge('5')
    // To Chromium everything that a driver runs is a gesture of the user.
    expect((await questionWindows(ada.browser)).length).toBeLessThanOrEqual(1)
  })

  it('takes its prompts with it when it goes, and what it left is nobody else’s', async () => {
    const ada = await panda('Ada', kind)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = await festivalId(ada)
    const [url, elsewhere] = [await served(), await served()]
    const page = await ada.browser.open(url, { width: 800, height: 600 })
    await page.evaluate(`void (window.wanted = { scopes: ['read:${festival}'] })`)
    await page.click('button')
    const window = await siteQuestion(ada.browser)
    await window.waitFor(hook('approval-approve'))
    // W3: the prompt is about the page that asked; another page in its tab never gets the answer.
    await page.goto(elsewhere)
    await ada.waitForBadge('')
    await window.waitForGone(hook('approval-approve'))
    expect(await outcome(page, 'told(p2panda.permissions())')).toEqual({ value: [] })
    await page.goto(url)
    expect(await outcome(page, 'told(p2panda.permissions())')).toEqual({ value: [] })
  })
})
