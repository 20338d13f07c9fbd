// What both browsers' pages have in common: finding, waiting, filling, reading. A driver below it knows one browser.
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { axeViolations } from './axe.ts'
import type { Page, PageFunction, ScreenshotOptions, Target, WaitOptions } from './browser.ts'
import {
  awaitClick,
  hasMissed,
  chooseOption,
  describeTarget,
  drawn,
  findTarget,
  prepareField,
  readText,
} from './in-page.ts'
import { pause, until } from './wait.ts'

/** What a browser must be able to do with one of its pages. Expressions are JavaScript source, results are JSON. */
export interface PageDriver {
  readonly url: () => Promise<string>
  readonly goto: (url: string) => Promise<void>
  /** The value of an expression, awaited when it is a promise. */
  readonly run: (expression: string) => Promise<unknown>
  /** Moves the pointer to the middle of the element that the expression gives, and clicks; false: it is gone. */
  readonly clickElement: (expression: string) => Promise<boolean>
  /** Chooses files, by their absolute paths, in the file input that the expression gives. */
  readonly chooseFiles: (expression: string, files: readonly string[]) => Promise<void>
  /** Types over the selection in the focused field. */
  readonly type: (text: string) => Promise<void>
  readonly pressKeys: (modifiers: readonly string[], key: string) => Promise<void>
  /** Writes a picture of what the viewport shows: WebP where the path ends so, else PNG. */
  readonly capture: (path: string, scale: number) => Promise<void>
  readonly print: (path: string) => Promise<void>
  readonly setViewport: (width: number, height: number) => Promise<void>
  readonly emulateDark: (dark: boolean) => Promise<void>
  readonly errors: () => Promise<readonly string[]>
  readonly focus: () => Promise<void>
  readonly collectGarbage: () => Promise<void>
  readonly isClosed: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/** What takes no clicks at all, a disabled button, is not clicked for ever. */
const MAX_CLICKS = 4
/** After a miss the page gets so much more time, for each click before, to come to rest. */
const REST_MS = 100

/** A page for tests and stories on top of a driver. */
export function createPage(driver: PageDriver): Page {
  const { url, goto, print, emulateDark, errors, focus, collectGarbage, isClosed, close, run } = driver
  const find = async (target: Target, hidden: boolean, options: WaitOptions = {}): Promise<string> => {
    const element = call(findTarget, target, hidden)
    const what = `${describeTarget(target)} to be ${hidden ? 'there' : 'visible'}`
    await until(what, async () => (await run(`${element} !== null`)) === true, options.timeoutMs).catch((error) =>
      explain(driver, error),
    )
    return element
  }
  const exists = async (target: Target): Promise<boolean> =>
    (await run(`${call(findTarget, target, false)} !== null`)) === true
  /** Whether the element was still there to be clicked. */
  const clickOnce = async (element: string): Promise<boolean> =>
    (await run(callOn(awaitClick, element))) === true && (await driver.clickElement(element))
  /**
   * A page that fills up moves what is under the pointer, or draws it anew. Whoever sees that the click missed, or that
   * there is nothing to click any more, looks again and clicks again.
   */
  const click = async (target: Target, options?: WaitOptions): Promise<void> => {
    let isThere = false
    for (let attempt = 0; attempt < MAX_CLICKS; attempt += 1) {
      await pause(attempt * REST_MS)
      const element = await find(target, false, options)
      await focus()
      isThere = await clickOnce(element)
      // A page that went away was clicked.
      if (isThere && (await run(call(hasMissed)).catch(() => false)) !== true) return
    }
    if (!isThere) throw new Error(`${describeTarget(target)} disappeared each time before it could be clicked`)
  }
  const evaluate = async <Args extends readonly unknown[], T>(code: PageFunction<Args, T>, ...args: Args): Promise<T> =>
    (await run(typeof code === 'string' ? code : call(code, ...args))) as T

  return {
    url,
    goto,
    click,
    evaluate,
    setViewport: (width, height) => setViewport(driver, width, height),
    emulateDark,
    errors,
    focus,
    collectGarbage,
    isClosed,
    close,
    clickText: (role, name, options) => click({ role, name }, options),
    fill: async (target, text, options) => {
      const element = await find(target, false, options)
      await focus()
      if ((await run(callOn(prepareField, element, text))) === 'set') return
      await (text === '' ? driver.pressKeys([], 'Backspace') : driver.type(text))
    },
    select: async (target, choice, options) => {
      const choose = callOn(chooseOption, await find(target, false, options), choice)
      await until(
        `${describeTarget(target)} to offer “${choice}”`,
        async () => (await run(choose)) === true,
        options?.timeoutMs,
      )
    },
    upload: async (target, files, options) => driver.chooseFiles(await find(target, true, options), files),
    press: async (key) => {
      const [main = '', ...modifiers] = key.split('+').toReversed()
      await focus()
      await driver.pressKeys(modifiers, main)
    },
    text: async (target, options) => (await run(callOn(readText, await find(target, true, options)))) as string,
    exists,
    waitFor: async (condition, options) => {
      if (typeof condition !== 'function') return void (await find(condition, false, options))
      const ask = async (): Promise<boolean> => Boolean(await run(call(condition)))
      await until(String(condition), ask, options?.timeoutMs).catch((error) => explain(driver, error))
    },
    waitForGone: async (target, options) => {
      const isGone = async (): Promise<boolean> => (await isClosed()) || !(await exists(target))
      await until(`${describeTarget(target)} to be gone`, isGone, options?.timeoutMs).catch((error) =>
        explain(driver, error),
      )
    },
    print,
    screenshot: (path, options) => screenshot(driver, path, options),
    axe: (which = 'all') => axeViolations(run, which),
  }
}

/** Source text of a call with JSON arguments. */
function call<Args extends readonly unknown[]>(code: (...args: Args) => unknown, ...args: Args): string {
  return `(${code.toString()})(${args.map(literal).join(', ')})`
}

/** Source text of a call whose first argument is the element that an expression gives. */
function callOn<Args extends readonly unknown[]>(
  code: (element: never, ...args: Args) => unknown,
  element: string,
  ...args: Args
): string {
  return `(${code.toString()})(${[element, ...args.map(literal)].join(', ')})`
}

function literal(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined'
}

/** A failed wait says where it looked, what was to be read there, and what went wrong on the page. */
async function explain(driver: PageDriver, error: unknown): Promise<never> {
  if (!(error instanceof Error)) throw error
  const ask = async (question: () => Promise<unknown>): Promise<string> => {
    const answer = await question().catch((reason: unknown) => `unknown: ${String(reason)}`)
    return String(answer).replace(/\s+/g, ' ').slice(0, 600)
  }
  const shown = await ask(() => driver.run('document.body?.innerText'))
  const errors = await ask(async () => (await driver.errors()).join(' | '))
  error.message += `\n  at ${await ask(driver.url)}\n  which shows: ${shown}\n  errors: ${errors || 'none'}`
  throw error
}

/** What follows the size sees the page as it is drawn in it. */
async function setViewport(driver: PageDriver, width: number, height: number): Promise<void> {
  await driver.setViewport(width, height)
  await driver.run(call(drawn))
}

async function screenshot(driver: PageDriver, path: string, options: ScreenshotOptions = {}): Promise<void> {
  const { dark, width, height, scale = 1 } = options
  if (dark !== undefined) await driver.emulateDark(dark)
  if (width !== undefined && height !== undefined) await setViewport(driver, width, height)
  await mkdir(dirname(path), { recursive: true })
  await driver.run('document.fonts.ready.then(() => true)')
  await driver.capture(path, scale)
}
