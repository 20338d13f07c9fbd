// Everybody but the page that has the permission: other addresses of the same machine, other containers and private windows, content
// scripts that lie, other extensions, pages that are prepared and not shown. In real browsers, which say themselves who sends.
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '../../scripts/browsers/browser.ts'
import { hook, type Person } from '../../scripts/story/person.ts'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { questionWindows } from '../../scripts/story/question.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { AskingSite } from './harness/asking-site.ts'
import { BROWSERS } from './harness/browsers.ts'
import { useFolders } from './harness/folders.ts'
import { lie, lyingExtension, say } from './harness/lying-extension.ts'
import { usePeople } from './harness/people.ts'
import { writeTinyExtension } from './harness/tiny-extension.ts'

const UNAUTHORIZED = { error: { code: 4100, name: 'Unauthorized' } }
/** What no table of names has, however it is looked up. */
const NO_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'public/../wallet.words',
  'Connect',
  ' query',
]

describe.each(BROWSERS)('whoever is not the page that was allowed, in %s', (kind) => {
  const folder = useFolders('describe')
  const { panda, afterwards } = usePeople('describe')
  let ada: Person
  let festival: string
  let allowed: AskingSite
  let reads: { festival: string; type: 'event' }

  beforeAll(async () => {
    ada = await panda('Ada', kind, { extension: await lyingExtension(kind, await folder()) })
    await ada.createFestival(FESTIVAL_PLAN)
    festival = await festivalId(ada)
    reads = { festival, type: 'event' }
    allowed = await AskingSite.open(ada, afterwards)
    await allowed.connect(ada, { festival, scopes: [`read:${festival}`] })
    expect(await allowed.ask('query', reads)).toEqual({ value: { items: [] } })
  })

  it('has no permission at another port, under another name of this machine, or under one that looks like it', async () => {
    const { port } = new URL(allowed.origin)
    const others = [await AskingSite.open(ada, afterwards), await AskingSite.visit(ada, `http://localhost:${port}/`)]
    for (const other of others) {
      expect(await other.ask('query', reads), other.origin).toEqual(UNAUTHORIZED)
      expect(await other.ask('permissions'), other.origin).toEqual({ value: [] })
      await other.page.close()
    }
    // Plain http is for this machine only, and this machine has two names.
    for (const host of ['panda.localhost', 'localhost.']) {
      const other = await AskingSite.visit(ada, `http://${host}:${port}/`)
      expect(new URL(await other.page.url()).hostname).toBe(host)
      const has = await other.page.evaluate<[], boolean>('"p2panda" in window')
      if (has) expect(await other.ask('query', reads), host).toEqual(UNAUTHORIZED)
      await other.page.close()
    }
  })

  it('is believed nothing that it says about itself, and reaches no command of a panel by any name or port', async () => {
    const other = await AskingSite.open(ada, afterwards)
    const names = await commandNames()
    const command = (name: string, index: number): object => {
      return { kind: 'command', id: index.toString(16).padStart(32, '0'), name, params: {} }
    }
    const claims = { origin: allowed.origin, page: { origin: allowed.origin, container: '', tab: 1 }, frameId: 0 }
    const call = { kind: 'call', method: 'query', params: reads, deadlineMs: 5_000 }
    const heard = await lie(
      other.page,
      [...names.map(command), { ...command('wallet.lock', 999), ...claims }],
      [
        {
          port: 'page',
          messages: [
            { ...call, id: 'plain' },
            { ...call, id: 'claims', ...claims, sender: claims },
          ],
        },
        { port: 'network', messages: [{ kind: 'changed', festivals: [festival] }] },
        { port: 'panel', messages: names.map(command) },
      ],
    )
    expect(heard.answers.filter((answer) => answer !== null)).toEqual([])
    const [page, network, panel] = heard.ports
    expect(page).toHaveLength(2)
    for (const answer of page ?? [])
      expect(answer).toMatchObject({ kind: 'error', error: { code: expect.any(Number) } })
    expect([network, panel]).toEqual([['closed'], ['closed']])
    for (const name of [...names, ...NO_NAMES]) {
      expect(await other.ask('call', { method: name }), name).toEqual({
        error: { code: 4200, name: 'UnsupportedMethod' },
      })
    }
    // The site that was allowed can say no more than the other one.
    const again = await lie(allowed.page, names.map(command), [])
    expect(again.answers.filter((answer) => answer !== null)).toEqual([])
    await other.page.close()
  })

  it('is not heard as another extension', async () => {
    const beside = await folder()
    await writeTinyExtension(beside, kind)
    const page = await ada.browser.open(`${await ada.browser.installBeside(beside)}page.html`)
    // It can speak at all: its own background answers.
    expect(await page.evaluate('(globalThis.browser ?? chrome).runtime.sendMessage("ping")')).toBe(1)
    const call = { kind: 'call', id: 'beside', method: 'permissions', params: {}, deadlineMs: 5_000 }
    const command = { kind: 'command', id: '0'.repeat(32), name: 'persona.create', params: {} }
    const heard = await page.evaluate(
      say,
      ada.browser.extensionId,
      [command, call],
      ['page', 'network'].map((port) => ({ port, messages: [call] })),
    )
    expect(heard).toEqual({ answers: [null, null], ports: [['closed'], ['closed']] })
    await page.close()
  })

  // What only Chromium does: loading a page before somebody goes there.
  it.runIf(kind === 'chromium')('is not asked for by a page that is prepared, until it is shown', async () => {
    const params = JSON.stringify(['connect', { festival, scopes: [`read:${festival}`, 'identity'] }])
    const next = `${allowed.origin}/?ask=${encodeURIComponent(params)}`
    const site = await AskingSite.visit(ada, `${allowed.origin}/`)
    await prepare(site.page, next)
    await expect.poll(() => site.page.evaluate('localStorage.getItem("prepared")'), { timeout: 10_000 }).toBe('true')
    expect(await site.ask('permissions')).toMatchObject({ value: [{}] })
    expect(await ada.badge()).toBe('')
    expect(await questionWindows(ada.browser)).toHaveLength(0)
    await site.page.evaluate(`void (location.href = ${JSON.stringify(next)})`)
    await ada.waitForBadge('1')
    // The driver lost sight of the page when it came to the front.
    const popup = await ada.goTo('waiting')
    await popup.click(hook('approval-row'))
    await popup.click(hook('approval-reject'))
    await ada.waitForBadge('')
  })

  it.runIf(kind === 'firefox')('has no permission in another container of the browser', async () => {
    const page = await ada.browser.openApart(allowed.origin, 'container')
    const number = await page.evaluate<[], number>(`ask('query', ${JSON.stringify(reads)})`)
    await expect.poll(() => page.evaluate(`answers[${number}].error?.code`)).toBe(4100)
    await page.close()
    expect(await allowed.ask('query', reads)).toEqual({ value: { items: [] } })
  })

  // Private windows that the driver of Chromium opens take no extension, whatever its manifest says.
  it.runIf(kind === 'firefox')(
    'has nothing in a private window, even when somebody lets the extension in there',
    async () => {
      const beside = await folder()
      await writeTinyExtension(beside, kind)
      await ada.browser.installBeside(beside)
      const page = await ada.browser.openApart(`${allowed.origin}/`, 'private')
      expect(await page.text('h1')).toBe('A site that asks')
      // Another one that was let in is there.
      expect(await page.evaluate('"tiny" in window')).toBe(true)
      expect(await page.evaluate('"p2panda" in window')).toBe(false)
      await page.close()
    },
  )
})

/** Every command that panels have, from the contract. */
async function commandNames(): Promise<string[]> {
  const contract = await readFile('messages/panel.ts', 'utf8')
  const names = [...contract.matchAll(/^ {2}'?([a-z]+(?:\.[a-zA-Z]+)?)'?: \[/gm)].map((match) => match[1] ?? '')
  expect(names.length).toBeGreaterThan(40)
  return names
}

/** Has the browser load the page of this address before anybody goes there, as the site wishes for what it links to. */
async function prepare(page: Page, url: string): Promise<void> {
  await page.evaluate((next) => {
    const link = document.createElement('a')
    link.href = next
    link.textContent = 'Next'
    document.body.append(link)
  }, url)
}
