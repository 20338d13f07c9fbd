// A web site that asks what the test says: its one button is the user's gesture, and its answers are kept until the test
// reads them, so that the test can answer the approval window in between.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../../scripts/browsers/wait.ts'
import type { Page } from '../../../scripts/browsers/browser.ts'
import type { Person } from '../../../scripts/story/person.ts'
import { questionsClose } from '../../../scripts/story/question.ts'
import { serve } from '../../../scripts/serve.ts'
import type { P2panda, Permission } from '../../../page/p2panda.d.ts'
import { serveBoth } from './serve-both.ts'

/** What a call came to: `undefined` while it waits. */
export interface Answer {
  readonly value?: unknown
  readonly error?: { readonly code: number; readonly name: string }
}

/** What a call may take besides; `abortable`: until `takeBack`. */
interface Options {
  readonly deadlineMs?: number
  readonly idempotencyKey?: string
  readonly abortable?: true
}

/** Methods that take one value, and perhaps options. */
export type Method =
  | 'connect'
  | 'query'
  | 'authorize'
  | 'identity'
  | 'permissions'
  | 'disconnect'
  | 'publish'
  | 'publishAll'
  | 'requestResource'
  | 'join'
  | 'open'
  | 'call'

/** As strict as a site can be: the page may run its own scripts and load nothing, but for what a test tries to load of the extension. */
const STRICT = {
  'content-security-policy': `default-src 'none'; script-src 'nonce-asking'; img-src data: chrome-extension: moz-extension:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'referrer-policy': 'no-referrer',
}

const HTML = `<!doctype html><html lang="en"><title>Asking</title><link rel="icon" href="data:,">
<h1>A site that asks</h1><button>Ask</button>
<script nonce="asking" type="speculationrules">{ "prerender": [{ "where": { "href_matches": "/*\\\\?ask=*" }, "eagerness": "immediate" }] }</script>
<script nonce="asking">
  // Properties of the window, since drivers do not see a page's constants.
  window.answers = []
  window.values = []
  window.ask = (method, params, { abortable, ...options } = {}) => {
    const answer = { settled: 0 }
    answers.push(answer)
    const settle = (part) => (outcome) => {
      answer.settled += 1
      answer[part] = part === 'error' ? { code: outcome.code, name: outcome.name } : outcome ?? null
    }
    window.mind = new AbortController()
    if (abortable) options.signal = window.mind.signal
    window.p2panda[method](params, options).then(settle('value'), settle('error'))
    return answers.length - 1
  }
  window.subscribe = (query) => window.p2panda.subscribe(query, ({ items }) => values.push(items.map(({ title }) => title)))
  document.querySelector('button').onclick = () => ask(...window.next)
  if (document.prerendering) localStorage.setItem('prepared', 'true')
  const atOnce = new URLSearchParams(location.search).get('ask')
  if (atOnce) ask(...JSON.parse(atOnce))
</script></html>`

/** Serves the site; `stop` also removes it. */
export async function serveAskingSite(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  return inFolder((folder) => serve(folder, 0, STRICT))
}

/** The same on one port of http and https, which is for these names. */
export async function serveAskingSiteSealed(names: readonly string[]): ReturnType<typeof serveBoth> {
  return inFolder((folder) => serveBoth(folder, names, STRICT))
}

async function inFolder<Served extends { readonly stop: () => Promise<void> }>(
  start: (folder: string) => Promise<Served>,
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'p2panda-site-'))
  await writeFile(join(folder, 'index.html'), HTML)
  const served = await start(folder)
  const stop = async (): Promise<void> => {
    await served.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...served, stop }
}

/** The site in somebody's browser. */
export class AskingSite {
  readonly page: Page
  readonly origin: string

  private constructor(page: Page, url: string) {
    this.page = page
    this.origin = new URL(url).origin
  }

  static async visit(person: Person, url: string): Promise<AskingSite> {
    return new AskingSite(await person.browser.open(url, { width: 800, height: 600 }), url)
  }

  /** A site of its own, served until the test is over. */
  static async open(person: Person, afterwards: (end: () => Promise<void>) => void): Promise<AskingSite> {
    const served = await serveAskingSite()
    afterwards(served.stop)
    return AskingSite.visit(person, served.url)
  }

  /** Asks to be connected; the person says yes to all of it. */
  async connect(person: Person, asks: object): Promise<Permission> {
    const call = await this.askByClick('connect', asks)
    await person.approveSite()
    const { value } = await this.answer(call)
    await questionsClose(person.browser)
    return value as Permission
  }

  /** Asks after a click of the user; gives the number of the call. */
  async askByClick(method: Method, params?: object | string, options: Options = {}): Promise<number> {
    const before = await this.page.evaluate<[], number>('answers.length')
    await this.page.evaluate(`void (window.next = ${JSON.stringify([method, params, options])})`)
    await this.page.click('button')
    return before
  }

  /** The site opened anew, which asks before anybody has pressed anything; its call is number 0. */
  async askWhenOpened(method: Method, params: object): Promise<void> {
    await this.page.goto(`${this.origin}/?ask=${encodeURIComponent(JSON.stringify([method, params]))}`)
  }

  /** The answer of a call that needs nobody. To Chromium everything that a driver runs is a gesture of the user. */
  async ask(method: Method, params?: object): Promise<Answer> {
    const number: number = await this.page.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
    return this.answer(number)
  }

  /** Waits until call `number` is settled. Throws when it was settled more than once. */
  async answer(number: number): Promise<Answer> {
    const { settled, ...answer } = await until(`the answer to call ${number}`, async () => {
      const now = await this.page.evaluate<[], Answer & { settled: number }>(`answers[${number}]`)
      return now.settled > 0 && now
    })
    if (settled !== 1) throw new Error(`call ${number} was settled ${settled} times`)
    return answer
  }

  /** The site does not want its last call any more. */
  async takeBack(): Promise<void> {
    await this.page.evaluate('void window.mind.abort()')
  }

  async isWaiting(number: number): Promise<boolean> {
    return this.page.evaluate(`answers[${number}].settled === 0`)
  }

  async subscribe(query: Parameters<P2panda['query']>[0]): Promise<void> {
    await this.page.evaluate(`subscribe(${JSON.stringify(query)})`)
  }

  /** Titles of the items of each value that a subscription brought. */
  async values(): Promise<string[][]> {
    return this.page.evaluate('values')
  }
}
