// Firefox, through Marionette. The extension is installed for one run and keeps its address and storage in the profile.
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BackgroundState, Browser, LaunchOptions, Page, Size, WaitOptions } from './browser.ts'
import { CHROME, runChrome, switchToAnyWindow } from './firefox-chrome.ts'
import { firefoxPageDriver } from './firefox-page.ts'
import { connectFirefox, readAddonId, startFirefox, writePrefs } from './firefox-process.ts'
import { seedProfile } from './firefox-seed.ts'
import type { Marionette } from './marionette.ts'
import { collectOutput } from './output.ts'
import { createPage } from './page.ts'
import { endGroup, forget, remember } from './processes.ts'
import { until } from './wait.ts'

/** Tabs and address bar take about this much of a window. */
const FRAME_HEIGHT = 90

/** Host part of the extension's addresses, the same in every profile so that saved addresses stay valid. */
const UUID = '7069616e-6461-4706-8e6f-646570616765'

/** Starts Firefox from `path` with the extension installed. */
export async function launchFirefox(path: string, options: LaunchOptions): Promise<Browser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), `p2panda-${options.name}-`)))
  const addonId = await readAddonId(options.extension)
  if (options.profile === undefined) await seedProfile(path, profile, { id: addonId, uuid: UUID }, options)
  await writePrefs(profile, addonId, UUID, options)
  const child = startFirefox(path, profile, options)
  const output = collectOutput([child.stdout, child.stderr])
  if (child.pid === undefined) throw new Error(`Firefox did not start: ${path}`)
  remember(child.pid)
  try {
    const marionette = await connectFirefox(profile, child, options)
    if (options.locale !== undefined) await runChrome(marionette, CHROME.locale, options.locale)
    await marionette.send('Addon:Install', { path: resolve(options.extension), temporary: true })
    return new Firefox(child, child.pid, marionette, profile, addonId, output.lines, options)
  } catch (error) {
    endGroup(child.pid)
    throw new Error(`Firefox did not start:\n${output.lines().slice(-20).join('\n')}`, { cause: error })
  }
}

class Firefox implements Browser {
  readonly kind = 'firefox'
  readonly name: string
  readonly profile: string
  readonly pid: number
  readonly extensionId: string
  readonly closed: Promise<void>
  readonly log: () => readonly string[]
  readonly #marionette: Marionette
  readonly #options: LaunchOptions
  readonly #pages = new Map<string, Page>()
  #ended = false
  #usedBlank = false

  constructor(
    child: ChildProcess,
    pid: number,
    marionette: Marionette,
    profile: string,
    addonId: string,
    log: () => readonly string[],
    options: LaunchOptions,
  ) {
    this.name = options.name
    this.profile = profile
    this.pid = pid
    this.extensionId = addonId
    this.log = log
    this.#marionette = marionette
    this.#options = options
    this.closed = new Promise((done) => {
      child.once('exit', () => {
        forget(pid)
        this.#ended = true
        done()
      })
    })
  }

  extensionUrl = (path: string): string => `moz-extension://${UUID}/${path}`

  open = async (url: string, size?: Size): Promise<Page> => {
    const handle = await this.#marionette.exclusive(() => this.#openWindow(size))
    const page = this.#page(handle)
    if (size && this.#options.headless) await page.setViewport(size.width, size.height)
    await page.goto(url)
    return page
  }

  /** The window that the browser started with, once and for a page of any size; then new ones. */
  async #openWindow(size: Size | undefined): Promise<string> {
    const { send } = this.#marionette
    // A new window is made from the current one, which may have been closed.
    const first = await switchToAnyWindow(this.#marionette)
    if (size === undefined && !this.#usedBlank) {
      this.#usedBlank = true
      if ((await runChrome(this.#marionette, CHROME.url, first)) === 'about:blank') return first
    }
    const { handle } = (await send('WebDriver:NewWindow', { type: 'window', focus: true })) as {
      readonly handle: string
    }
    if (size === undefined || this.#options.headless) return handle
    await send('WebDriver:SwitchToWindow', { handle })
    await send('WebDriver:SetWindowRect', { width: size.width, height: size.height + FRAME_HEIGHT })
    return handle
  }

  pages = async (): Promise<readonly Page[]> => {
    const handles = await this.#marionette.exclusive(() => this.#marionette.send('WebDriver:GetWindowHandles'))
    return (handles as string[]).map((handle) => this.#page(handle))
  }

  waitForPage = (urlPart: string, options?: WaitOptions): Promise<Page> =>
    until(
      `${this.name}: a page at “${urlPart}”`,
      async () => {
        for (const page of await this.pages()) {
          // A page that closes while we look at it is not the one.
          const url = await page.evaluate<[], string>('location.href').catch(() => '')
          if (url.includes(urlPart)) return page
        }
        return undefined
      },
      options?.timeoutMs,
    )

  killBackground = async (): Promise<void> => {
    // An event that arrives during the goodbye keeps the page alive: ask again.
    await until('the event page to end', async () => {
      await this.#chrome(CHROME.terminate)
      return (await this.backgroundState()) === 'stopped'
    })
  }

  backgroundState = async (): Promise<BackgroundState> =>
    (await this.#chrome(CHROME.backgroundState)) === 'stopped' ? 'stopped' : 'running'

  clickNotification = async (id: string, options?: WaitOptions): Promise<void> => {
    const click = async (): Promise<boolean> => (await this.#chrome(CHROME.clickNotification, id)) === true
    await until(`${this.name}: a notification “${id}”`, click, options?.timeoutMs)
  }

  openApart = async (url: string, where: 'private' | 'container'): Promise<Page> => {
    if (where === 'private') await this.#chrome(CHROME.allowPrivate)
    const handle = await this.#chrome(where === 'private' ? CHROME.privateWindow : CHROME.containerTab)
    const page = this.#page(handle as string)
    await page.goto(url)
    const { href } = new URL(url)
    await until(`a page at ${href}`, async () => (await this.#chrome(CHROME.hasArrived, handle, href)) === true)
    return page
  }

  installBeside = async (folder: string): Promise<string> => {
    const id = await this.#marionette.exclusive(() =>
      this.#marionette.send('Addon:Install', { path: resolve(folder), temporary: true }),
    )
    const { value = id } = (typeof id === 'object' ? id : {}) as { readonly value?: unknown }
    const host = await this.#marionette.exclusive(() => runChrome(this.#marionette, CHROME.hostname, value))
    return `moz-extension://${String(host)}/`
  }

  withholdSites = async (): Promise<void> => {
    await this.#chrome(CHROME.withholdSites)
  }

  textsInMemory = (): Promise<string> => {
    throw new Error('Firefox shows the memory of no document to its driver')
  }

  close = async (): Promise<void> => {
    const quit = this.#marionette.send('Marionette:Quit', { flags: ['eForceQuit'] })
    await Promise.race([quit, this.closed]).catch(ignoreClosed)
    // What has not ended by itself after this time is ended by force.
    await until('Firefox to end', () => this.#ended, 15_000).catch(ignoreClosed)
    await this.crash()
  }

  crash = async (): Promise<void> => {
    endGroup(this.pid)
    await this.closed
    if (this.#options.profile === undefined) await rm(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  #chrome(script: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#marionette.exclusive(() => runChrome(this.#marionette, script, this.extensionId, ...args))
  }

  #page(handle: string): Page {
    const page = this.#pages.get(handle) ?? createPage(firefoxPageDriver(this.#marionette, handle))
    this.#pages.set(handle, page)
    return page
  }
}

/** A Firefox that ends before it could answer did what it was asked. */
function ignoreClosed(): void {}
