// Chromium and Chrome, through puppeteer-core over a pipe. The extension is loaded by the debugging protocol, which also
// works in branded Chrome; the service worker is left alone, because an attached debugger would keep it awake.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launch, TargetType } from 'puppeteer-core'
import type { Browser as PuppeteerBrowser, CDPSession, Page as PuppeteerPage } from 'puppeteer-core'
import type { BackgroundState, Browser, LaunchOptions, Page, Size, WaitOptions } from './browser.ts'
import { chromiumFlags } from './chromium-flags.ts'
import { chromiumPageDriver, isThere } from './chromium-page.ts'
import { prepareProfile } from './chromium-profile.ts'
import { downloadsOf } from './downloads.ts'
import { collectOutput } from './output.ts'
import { createPage } from './page.ts'
import { endGroup, forget, remember } from './processes.ts'
import { until } from './wait.ts'

/** Tabs and address bar take about this much of a window. */
const FRAME_HEIGHT = 90

/** How often a profile that was used before gets the extension until its background is there. */
const INSTALLATIONS = 3

/** Starts Chromium from `path` with the extension loaded. */
export async function launchChromium(path: string, options: LaunchOptions): Promise<Browser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), `p2panda-${options.name}-`)))
  await mkdir(downloadsOf(profile), { recursive: true })
  const isNew = await prepareProfile(profile)
  const puppet = await start(path, profile, options)
  const child = puppet.process()
  if (child?.pid === undefined) throw new Error('Chromium started without a process')
  remember(child.pid)
  try {
    const extensionId = await puppet.installExtension(resolve(options.extension))
    const browser = new Chromium(puppet, child.pid, profile, extensionId, options)
    if (!isNew) await browser.insistOnBackground()
    return browser
  } catch (error) {
    endGroup(child.pid)
    throw new Error(`Chromium does not take the extension in ${options.extension}`, { cause: error })
  }
}

async function start(path: string, profile: string, options: LaunchOptions): Promise<PuppeteerBrowser> {
  return launch({
    executablePath: path,
    headless: options.headless,
    pipe: true,
    enableExtensions: true,
    // People go back to pages that were frozen.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    userDataDir: profile,
    defaultViewport: null,
    downloadBehavior: { policy: 'allow', downloadPath: downloadsOf(profile) },
    args: chromiumFlags(options),
    env: { ...process.env, ...(options.locale === undefined ? {} : { LANGUAGE: options.locale }), ...options.env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    targetFilter: (target) => options.debugBackground === true || target.type() !== TargetType.SERVICE_WORKER,
  })
}

class Chromium implements Browser {
  readonly kind = 'chromium'
  readonly name: string
  readonly profile: string
  readonly pid: number
  readonly extensionId: string
  readonly closed: Promise<void>
  readonly log: () => readonly string[]
  readonly #puppet: PuppeteerBrowser
  readonly #options: LaunchOptions
  readonly #pages = new WeakMap<PuppeteerPage, Page>()
  #session: CDPSession | undefined
  #usedBlank = false

  constructor(puppet: PuppeteerBrowser, pid: number, profile: string, extensionId: string, options: LaunchOptions) {
    this.name = options.name
    this.profile = profile
    this.pid = pid
    this.extensionId = extensionId
    this.#puppet = puppet
    this.#options = options
    const child = puppet.process()
    this.log = collectOutput([child?.stdout, child?.stderr]).lines
    this.closed = new Promise((done) => {
      puppet.once('disconnected', () => {
        forget(pid)
        done()
      })
    })
    puppet.on('targetcreated', (target) => {
      // Collects the errors of windows that the extension opens, from their first line on.
      if (target.type() === TargetType.PAGE)
        void target.page().then((page) => page !== null && this.#wrap(page), ignoreClosed)
    })
  }

  extensionUrl = (path: string): string => `chrome-extension://${this.extensionId}/${path}`

  open = async (url: string, size?: Size): Promise<Page> => {
    const page = this.#wrap((await this.#blankWindow(size)) ?? (await this.#newWindow(size)))
    if (size && this.#options.headless) await page.setViewport(size.width, size.height)
    await page.goto(url)
    return page
  }

  /** The window that the browser started with, once and for a page of any size. */
  async #blankWindow(size: Size | undefined): Promise<PuppeteerPage | undefined> {
    if (size !== undefined || this.#usedBlank) return undefined
    this.#usedBlank = true
    const pages = await this.#puppet.pages()
    return pages.find((page) => page.url() === 'about:blank')
  }

  #newWindow(size: Size | undefined): Promise<PuppeteerPage> {
    const windowBounds = size && { width: size.width, height: size.height + FRAME_HEIGHT }
    return this.#puppet.newPage({ type: 'window', ...(windowBounds && { windowBounds }) })
  }

  pages = async (): Promise<readonly Page[]> => {
    const pages = await this.#puppet.pages()
    return pages.filter(isThere).map((page) => this.#wrap(page))
  }

  waitForPage = (urlPart: string, options?: WaitOptions): Promise<Page> =>
    until(
      `${this.name}: a page at “${urlPart}”`,
      async () => {
        const pages = await this.#puppet.pages(true)
        const page = pages.find((each) => isThere(each) && each.url().includes(urlPart))
        return page === undefined ? undefined : this.#wrap(page)
      },
      options?.timeoutMs,
    )

  killBackground = async (): Promise<void> => {
    const worker = await this.#worker()
    if (worker === undefined) return
    const session = await this.#protocol()
    await session.send('Target.closeTarget', { targetId: worker })
    await until('the service worker to end', async () => (await this.#worker()) !== worker)
  }

  backgroundState = async (): Promise<BackgroundState> => ((await this.#worker()) === undefined ? 'stopped' : 'running')

  /**
   * Chromium forgets at its start what a driver had installed. Once in many starts the worker of the new installation was not to be
   * found afterwards (seen in its log, not understood): then it is installed again.
   */
  async insistOnBackground(): Promise<void> {
    for (let tries = 1; tries < INSTALLATIONS; tries += 1) {
      const isThere = until('the service worker', async () => (await this.#worker()) !== undefined, 5_000)
      if (await isThere.catch(() => false)) return
      await this.#puppet.installExtension(resolve(this.#options.extension))
    }
  }

  /** No screen shows it here: the browser is told what its own window would tell it. */
  clickNotification = async (id: string, options?: WaitOptions): Promise<void> => {
    const target = await this.#puppet.waitForTarget((each) => each.type() === TargetType.SERVICE_WORKER)
    const worker = await target.worker()
    const shown = JSON.stringify(id)
    const isShown = async (): Promise<boolean> =>
      (await worker?.evaluate(`chrome.notifications.getAll().then((all) => ${shown} in all)`)) === true
    await until(`${this.name}: a notification “${id}”`, isShown, options?.timeoutMs)
    await worker?.evaluate(`chrome.notifications.onClicked.dispatch(${shown})`)
  }

  withholdSites = async (): Promise<void> => {
    const page = await this.#newWindow(undefined)
    await page.goto('chrome://extensions/')
    const given = JSON.stringify({ extensionId: this.extensionId, hostAccess: 'ON_SPECIFIC_SITES' })
    await page.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${given})`)
    await page.close()
  }

  openApart = (): Promise<Page> => {
    throw new Error('Chromium has no containers, and the private windows that its driver opens take no extension')
  }

  installBeside = async (folder: string): Promise<string> =>
    `chrome-extension://${await this.#puppet.installExtension(resolve(folder))}/`

  textsInMemory = async (urlPart: string): Promise<string> => {
    const target = await this.#puppet.waitForTarget((each) => each.url().includes(urlPart))
    const session = await target.createCDPSession()
    const pieces: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void pieces.push(chunk))
    await session.send('HeapProfiler.takeHeapSnapshot')
    await session.detach()
    return pieces.join('')
  }

  close = async (): Promise<void> => {
    await Promise.race([this.#puppet.close(), this.closed]).catch(ignoreClosed)
    await this.crash()
  }

  crash = async (): Promise<void> => {
    endGroup(this.pid)
    await this.closed
    if (this.#options.profile === undefined) await rm(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  async #worker(): Promise<string | undefined> {
    const session = await this.#protocol()
    // The empty filter also lists service workers that nobody is attached to.
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] })
    const own = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(this.extensionUrl('')))
    return own?.targetId
  }

  async #protocol(): Promise<CDPSession> {
    this.#session ??= await this.#puppet.target().createCDPSession()
    return this.#session
  }

  #wrap(page: PuppeteerPage): Page {
    const known = this.#pages.get(page)
    if (known !== undefined) return known
    const wrapped = createPage(chromiumPageDriver(page))
    this.#pages.set(page, wrapped)
    if (this.#options.dark !== undefined) void wrapped.emulateDark(this.#options.dark).catch(ignoreClosed)
    return wrapped
  }
}

/** A browser or page that ends while we ask it something is what the caller wanted. */
function ignoreClosed(): void {}
