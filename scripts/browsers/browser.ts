// One face for the two browsers that this project drives: Chromium through puppeteer, Firefox through Marionette.
// Tests, the story and the benchmarks are written against these types only.

export type BrowserKind = 'chromium' | 'firefox'

/** Where something is on a page: a CSS selector, `text=visible text`, or an accessible role with its name. */
export type Target = string | { readonly role: string; readonly name: string; readonly exact?: boolean }

export interface LaunchOptions {
  /** Who sits in front of this browser ("ada"); used in messages and for the throw-away profile's folder. */
  readonly name: string
  /** Folder of the unpacked extension. Chromium derives the extension's id from this path. */
  readonly extension: string
  /** Folder of the profile. It is kept; without it a throw-away one is made and removed. */
  readonly profile?: string
  readonly headless: boolean
  readonly dark?: boolean
  /** Whether the person told their system that they want less motion. */
  readonly reducedMotion?: boolean
  /** Language of the browser, for example `de`. Debian's Chromium needs the package `chromium-l10n` for it. */
  readonly locale?: string
  readonly windowSize?: Size
  /** Chromium only: attach to the service worker, so that it never goes to sleep and its errors are collected. */
  readonly debugBackground?: boolean
  /** Chromium only: a film (`.y4m`) that it takes for its camera, which pages may use without a question. */
  readonly cameraFilm?: string
  /** Takes certificates that nobody vouches for: servers of tests sign their own. */
  readonly acceptsAnyCertificate?: boolean
  /** Environment of the browser process, for example `{ TZ: 'Europe/Berlin' }`; added to this process's own. */
  readonly env?: Readonly<Record<string, string>>
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface WaitOptions {
  /** Default 10,000. */
  readonly timeoutMs?: number
}

export interface ScreenshotOptions {
  readonly dark?: boolean
  readonly width?: number
  readonly height?: number
  /** Pixels per CSS pixel, default 1. */
  readonly scale?: number
}

/** `colours`: what another theme may break. */
export type AxeRules = 'all' | 'colours'

/** One accessibility rule that a page breaks, as axe-core reports it. */
export interface AxeViolation {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly string[]
}

/** A function or an expression that runs inside a page. Arguments and results travel as JSON. */
export type PageFunction<Args extends readonly unknown[], T> = string | ((...args: Args) => T | Promise<T>)

export interface Page {
  readonly url: () => Promise<string>
  readonly goto: (url: string) => Promise<void>
  readonly click: (target: Target, options?: WaitOptions) => Promise<void>
  readonly clickText: (role: string, name: string, options?: WaitOptions) => Promise<void>
  /** Replaces what a field holds by typing; date, time, colour and range fields are set directly. */
  readonly fill: (target: Target, text: string, options?: WaitOptions) => Promise<void>
  /** Chooses an option of a `<select>` by its value or its visible label. */
  readonly select: (target: Target, choice: string, options?: WaitOptions) => Promise<void>
  /** Puts files into a file input, as if a person had chosen them. It may be hidden behind its label. */
  readonly upload: (target: Target, files: readonly string[], options?: WaitOptions) => Promise<void>
  /** A key with optional modifiers: `Enter`, `Shift+Tab`, `a`. */
  readonly press: (key: string) => Promise<void>
  /** Rendered text of the first match, which may be hidden behind a scroll but must exist. */
  readonly text: (target: Target, options?: WaitOptions) => Promise<string>
  /** Whether a visible element matches now. What an action takes away may be there a moment longer: `waitForGone`. */
  readonly exists: (target: Target) => Promise<boolean>
  /** Waits until the target is visible, or the function answers with something truthy. */
  readonly waitFor: (condition: Target | (() => unknown), options?: WaitOptions) => Promise<void>
  /** Waits until no visible element matches any more. A page that was closed shows nothing. */
  readonly waitForGone: (target: Target, options?: WaitOptions) => Promise<void>
  readonly evaluate: <Args extends readonly unknown[], T>(code: PageFunction<Args, T>, ...args: Args) => Promise<T>
  /** WebP where the path ends so, else PNG. */
  readonly screenshot: (path: string, options?: ScreenshotOptions) => Promise<void>
  /** What the browser would print, as a PDF: A4 with its margins, unless the page says otherwise. */
  readonly print: (path: string) => Promise<void>
  /** Violations of the WCAG 2.2 A and AA rules, of all unless said otherwise. */
  readonly axe: (which?: AxeRules) => Promise<readonly AxeViolation[]>
  readonly setViewport: (width: number, height: number) => Promise<void>
  readonly emulateDark: (dark: boolean) => Promise<void>
  /** Uncaught errors, refused loads and `console.error` of this page. Firefox has no console there: see `Browser.log`. */
  readonly errors: () => Promise<readonly string[]>
  /** Brings the page's tab and window to the front, as a person does before looking at it. */
  readonly focus: () => Promise<void>
  /** Makes the browser collect the garbage of this page and its workers; Firefox does it everywhere. */
  readonly collectGarbage: () => Promise<void>
  readonly isClosed: () => Promise<boolean>
  readonly close: () => Promise<void>
}

export type BackgroundState = 'running' | 'stopped'

export interface Browser {
  readonly kind: BrowserKind
  readonly name: string
  /** The profile's folder; start again with it after `close` or `crash`. */
  readonly profile: string
  /** Process id of the browser, which also leads its process group. */
  readonly pid: number
  readonly extensionId: string
  readonly extensionUrl: (path: string) => string
  /**
   * Opens a page in a window of its own, because browsers slow down tabs that are not seen. `size` is that of the page;
   * where people see the window, it is that of the window as near as the browser's own frame allows.
   */
  readonly open: (url: string, size?: Size) => Promise<Page>
  /** Firefox only: opens a page in a private window, after every extension that is here was let in there; or in a container tab. */
  readonly openApart: (url: string, where: 'private' | 'container') => Promise<Page>
  readonly pages: () => Promise<readonly Page[]>
  /** Waits for a page that something else opens (an approval window) and whose address contains `urlPart`. */
  readonly waitForPage: (urlPart: string, options?: WaitOptions) => Promise<Page>
  /** Ends the service worker or event page at once; the next message or alarm starts it again. */
  readonly killBackground: () => Promise<void>
  readonly backgroundState: () => Promise<BackgroundState>
  /** Clicks a notification that the extension shows, by its id. Chromium needs `debugBackground` for it. */
  readonly clickNotification: (id: string, options?: WaitOptions) => Promise<void>
  /** Takes the extension's access to all web sites, as a person does on the browser's own page of extensions. */
  readonly withholdSites: () => Promise<void>
  /** Installs another extension and gives the address of its folder, with a slash at the end. */
  readonly installBeside: (folder: string) => Promise<string>
  /** Chromium only: every text in the memory of the document whose address contains `urlPart`, of all scripts in it. Bytes are not among them. */
  readonly textsInMemory: (urlPart: string) => Promise<string>
  /** The last lines that the browser wrote, including the console of every page and of the background. */
  readonly log: () => readonly string[]
  readonly close: () => Promise<void>
  /** Ends every process of the browser at once, like a power cut. The profile stays when it was given. */
  readonly crash: () => Promise<void>
  /** Resolves when the browser has ended for any reason, for example because a person closed it. */
  readonly closed: Promise<void>
}
