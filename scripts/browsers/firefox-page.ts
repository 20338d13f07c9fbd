// One page of Firefox: scripts, clicks and keys go through Marionette, sizes and pictures through the privileged half.
import { writeFile } from 'node:fs/promises'
import { CHROME, runChrome } from './firefox-chrome.ts'
import type { Marionette } from './marionette.ts'
import { MarionetteError } from './marionette.ts'
import { isWebp, PICTURE_QUALITY } from './picture-file.ts'
import type { PageDriver } from './page.ts'
import { pause, until } from './wait.ts'

const KEYS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
}

/** Cm. */
const A4 = { width: 21, height: 29.7 }

/** Key under which WebDriver wraps a reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** How long a script may hold the connection before its result is fetched in a later round. */
const FIRST_ROUND_MS = 40

type Outcome = { readonly value: unknown } | { readonly error: string } | { readonly ticket: string }

/** Drives the page with this window handle. */
export function firefoxPageDriver(marionette: Marionette, handle: string): PageDriver {
  const here = <T>(work: () => Promise<T>): Promise<T> =>
    marionette.exclusive(async () => {
      await marionette.send('WebDriver:SwitchToWindow', { handle, focus: false })
      return work()
    })
  const chrome = (script: string, ...args: readonly unknown[]): Promise<unknown> =>
    marionette.exclusive(() => runChrome(marionette, script, handle, ...args))
  const keys = (actions: readonly object[]): Promise<unknown> =>
    here(() => marionette.send('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] }))
  const evaluate = (expression: string): Promise<unknown> =>
    run((script, args) => here(() => execute(marionette, script, args)), expression)
  /** The page lives in another process, which hears of it a moment later. */
  const arrived = async (what: string, expression: string): Promise<void> =>
    void (await until(what, async () => (await evaluate(expression)) === true))

  return {
    url: async () => String(await chrome(CHROME.url)),
    goto: async (url) => void (await here(() => marionette.send('WebDriver:Navigate', { url }))),
    run: evaluate,
    clickElement: (expression) => here(() => click(marionette, expression)),
    chooseFiles: (expression, files) => here(() => chooseFiles(marionette, expression, files)),
    type: (text) => here(() => type(marionette, text)),
    pressKeys: async (modifiers, key) => {
      const values = [...modifiers, key].map((each) => KEYS[each] ?? each)
      const down = values.map((value) => ({ type: 'keyDown', value }))
      await keys([...down, ...values.toReversed().map((value) => ({ type: 'keyUp', value }))])
    },
    capture: async (path, scale) => {
      const type = isWebp(path) ? 'image/webp' : 'image/png'
      const picture = String(await chrome(CHROME.capture, scale, type, PICTURE_QUALITY))
      await writeFile(path, Buffer.from(picture, 'base64'))
    },
    print: async (path) => {
      const pdf = await here(() => marionette.send('WebDriver:Print', { page: A4, background: false }))
      await writeFile(path, Buffer.from((pdf as { value: string }).value, 'base64'))
    },
    setViewport: async (width, height) => {
      await chrome(CHROME.viewport, width, height)
      await arrived(`a page of ${width} × ${height}`, `innerWidth === ${width} && innerHeight === ${height}`)
    },
    emulateDark: async (dark) => {
      await chrome(CHROME.dark, dark)
      await arrived(
        dark ? 'a dark page' : 'a light page',
        `matchMedia('(prefers-color-scheme: dark)').matches === ${dark}`,
      )
    },
    errors: async () => {
      const origin = /^[^:]+:\/\/[^/]*/.exec(String(await chrome(CHROME.url)))?.[0] ?? ''
      const all = (await chrome(CHROME.errors)) as { readonly source: string; readonly text: string }[]
      return all.filter(({ source }) => source.startsWith(origin)).map(({ text }) => text)
    },
    focus: async () =>
      marionette.exclusive(
        async () => void (await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true })),
      ),
    collectGarbage: async () => void (await chrome(CHROME.collectGarbage)),
    isClosed: async () => {
      const handles = await marionette.exclusive(() => marionette.send('WebDriver:GetWindowHandles'))
      return !(handles as string[]).includes(handle)
    },
    close: async () => void (await here(() => marionette.send('WebDriver:CloseWindow'))),
  }
}

async function execute(marionette: Marionette, script: string, args: readonly unknown[]): Promise<unknown> {
  const response = await marionette.send('WebDriver:ExecuteAsyncScript', { script, args, scriptTimeout: 30_000 })
  return (response as { value: unknown }).value
}

/**
 * Evaluates an expression. What takes longer is left behind in the page under a ticket and fetched later, so that a page
 * that waits for a person does not keep the connection from the window in which this person answers.
 */
async function run(
  execute: (script: string, args: readonly unknown[]) => Promise<unknown>,
  expression: string,
): Promise<unknown> {
  const start = `
    const done = arguments[arguments.length - 1]
    const ticket = crypto.getRandomValues(new Uint32Array(2)).join('-')
    const outcomes = (window.__harness ??= new Map())
    const settle = (outcome) => { outcomes.set(ticket, outcome); done(outcome) }
    ;(async () => (${expression}\n))().then(
      (value) => settle({ value: value === undefined ? null : value }),
      (error) => settle({ error: error instanceof Error || error?.stack ? error.name + ': ' + error.message : String(error) }),
    )
    setTimeout(() => done({ ticket }), ${FIRST_ROUND_MS})`
  const fetch = `
    const done = arguments[arguments.length - 1]
    done(window.__harness?.get(arguments[0]) ?? { ticket: arguments[0] })`
  const ask = async (script: string, args: readonly unknown[]): Promise<Outcome> => {
    const outcome = (await execute(script, args)) as Outcome | null
    if (outcome === null) throw new Error('the page went away while it was asked')
    return outcome
  }
  let outcome = await ask(start, [])
  while ('ticket' in outcome) {
    await pause(25)
    outcome = await ask(fetch, [outcome.ticket])
  }
  if ('error' in outcome) throw new Error(outcome.error)
  return outcome.value
}

async function findElement(marionette: Marionette, expression: string): Promise<string | undefined> {
  const response = await marionette.send('WebDriver:ExecuteScript', { script: `return ${expression}`, args: [] })
  return (response as { value: Record<string, string> | null }).value?.[ELEMENT]
}

async function click(marionette: Marionette, expression: string): Promise<boolean> {
  const id = await findElement(marionette, expression)
  if (id === undefined) return false
  try {
    await marionette.send('WebDriver:ElementClick', { id })
  } catch (error) {
    if (error instanceof MarionetteError && error.code === 'stale element reference') return false
    // A click that closes its own window is a click that worked.
    if (!(error instanceof MarionetteError) || error.code !== 'no such window') throw error
  }
  return true
}

async function chooseFiles(marionette: Marionette, expression: string, files: readonly string[]): Promise<void> {
  const id = await findElement(marionette, expression)
  if (id === undefined) throw new Error('the file input disappeared')
  await marionette.send('WebDriver:ElementSendKeys', { id, text: files.join('\n') })
}

/** Also inside custom elements, of which Marionette would give the outermost. */
const FOCUSED = `(() => {
  let focused = document.activeElement
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
})()`

async function type(marionette: Marionette, text: string): Promise<void> {
  const id = await findElement(marionette, FOCUSED)
  await marionette.send('WebDriver:PerformActions', {
    actions: [{ type: 'key', id: 'keyboard', actions: pressed('\uE003') }],
  })
  await marionette.send('WebDriver:ElementSendKeys', { id, text })
}

function pressed(value: string): object[] {
  return [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]
}
