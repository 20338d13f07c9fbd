// Scripts for Firefox's privileged half ("chrome context"): what pages may not do and Marionette has no command for.
// `arguments` are those of `runChrome`. Names of internals differ between versions, so both are tried.
import type { Marionette } from './marionette.ts'
import { MarionetteError } from './marionette.ts'
import { until } from './wait.ts'

const FIND_BROWSER = `
  const importFirst = (name, old) => {
    try { return ChromeUtils.importESModule('chrome://remote/content/shared/' + name + '.sys.mjs')[name] }
    catch { return ChromeUtils.importESModule('chrome://remote/content/shared/' + old + '.sys.mjs')[old] }
  }
  const browserOf = (handle) => {
    const browser = importFirst('NavigableManager', 'TabManager').getBrowserById(handle)
    if (!browser) throw new Error('no such window')
    return browser
  }
  const handleOf = (browser) => importFirst('NavigableManager', 'TabManager').getIdForBrowser(browser)
  const extensionOf = (id) => WebExtensionPolicy.getByID(id)?.extension`

export const CHROME = {
  /** (add-on id) → host part of its addresses */
  hostname: `return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname`,
  /** (add-on id) → "running", "stopped", "starting", "suspending" */
  backgroundState: `return extensionOf(arguments[0])?.backgroundState ?? 'stopped'`,
  /** (add-on id) Ends the event page as its idle timer would, only now. */
  terminate: `await extensionOf(arguments[0])?.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
  /** (add-on id) Takes the access to all sites that the manifest names. */
  withholdSites: `
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs')
    const extension = extensionOf(arguments[0])
    const { origins } = await ExtensionPermissions.get(arguments[0])
    await ExtensionPermissions.remove(arguments[0], { permissions: [], origins }, extension)`,
  /** What “Run in private windows” does, for all that were installed for this run; an add-on that does not want it stays outside all the same. */
  allowPrivate: `
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs')
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs')
    const allowed = { permissions: ['internal:privateBrowsingAllowed'], origins: [] }
    for (const addon of await AddonManager.getAddonsByTypes(['extension'])) {
      if (!addon.temporarilyInstalled) continue
      await ExtensionPermissions.add(addon.id, allowed, extensionOf(addon.id))
      await addon.reload()
    }`,
  /** () → handle of the tab of a new private window */
  privateWindow: `
    const opened = Services.wm.getMostRecentWindow('navigator:browser').OpenBrowserWindow({ private: true })
    await new Promise((loaded) => opened.addEventListener('load', loaded, { once: true }))
    await opened.delayedStartupPromise
    return handleOf(opened.gBrowser.selectedBrowser)`,
  /** () → handle of a new tab in the container “Personal” */
  containerTab: `
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser')
    const userContextId = 1
    const triggeringPrincipal = Services.scriptSecurityManager.createNullPrincipal({ userContextId })
    gBrowser.selectedTab = gBrowser.addTab('about:blank', { userContextId, triggeringPrincipal })
    return handleOf(gBrowser.selectedBrowser)`,
  /** (add-on id, handle, address) Whether the page is there. Navigating in a new tab may end with the empty page that it began with. */
  hasArrived: `
    const { currentURI, webProgress } = browserOf(arguments[1])
    return currentURI.spec === arguments[2] && !webProgress.isLoadingDocument`,
  /** (add-on id, id of a notification) Clicks it where Firefox draws it; whether it is there. */
  clickNotification: `
    const [id, name] = arguments
    const extension = extensionOf(id)
    const { notificationsMap } = extension.apiManager.getAPI('notifications', extension, 'addon_parent')
    const title = notificationsMap.get(name)?.options.title
    const windows = [...Services.wm.getEnumerator('alert:alert')].filter(({ gIsActive }) => gIsActive)
    const shown = windows.find(({ document }) => document.getElementById('alertTitleLabel')?.value === title)
    shown?.document.getElementById('alertBox').click()
    return shown !== undefined`,
  /** (language) Makes Firefox believe that it speaks this language, before the extension is loaded. */
  locale: `
    Services.locale.availableLocales = [arguments[0], 'en-US']
    Services.locale.requestedLocales = [arguments[0]]`,
  /** (handle) → address that the tab shows or is about to show */
  url: `return browserOf(arguments[0]).currentURI.spec`,
  /** (handle, width, height) Size of the page, whatever the size of the window around it. */
  viewport: `
    const [handle, width, height] = arguments
    const browser = browserOf(handle)
    for (const [side, length] of [['width', width], ['height', height]]) {
      for (const name of [side, 'min-' + side, 'max-' + side]) browser.style.setProperty(name, length + 'px')
    }`,
  /** (handle, dark) */
  dark: `browserOf(arguments[0]).browsingContext.prefersColorSchemeOverride = arguments[1] ? 'dark' : 'light'`,
  /** (handle, scale, type, quality) → picture in base64 of what the page shows */
  capture: `
    const browser = browserOf(arguments[0])
    const [, scale, type, quality] = arguments
    const picture = await browser.browsingContext.currentWindowGlobal.drawSnapshot(null, scale, 'rgb(255,255,255)')
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    canvas.getContext('2d').drawImage(picture, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer())
    return bytes.toBase64()`,
  /** () The same as “minimise memory usage” of about:memory, in all processes. */
  collectGarbage: `
    Services.obs.notifyObservers(null, 'child-mmu-request')
    const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager)
    await new Promise((done) => manager.minimizeMemoryUsage(done))`,
  /** () → uncaught errors and refused loads of all pages: [{ source, text }] */
  errors: `
    return Services.console.getMessageArray()
      .filter((each) => each instanceof Ci.nsIScriptError && !(each.flags & Ci.nsIScriptError.warningFlag))
      .map((each) => ({ source: each.sourceName ?? '', text: each.errorMessage }))`,
} as const

/** Runs one of the scripts. Must be called while the connection is held (`exclusive`). */
export async function runChrome(marionette: Marionette, script: string, ...args: readonly unknown[]): Promise<unknown> {
  await marionette.send('Marionette:SetContext', { value: 'chrome' })
  try {
    const code = `
      const done = arguments[arguments.length - 1]
      ;(async () => { ${FIND_BROWSER}\n${script} })()
        .then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) }))`
    const execute = (): Promise<unknown> =>
      marionette.send('WebDriver:ExecuteAsyncScript', { script: code, args, scriptTimeout: 30_000 })
    const response = await execute().catch(async (cause: unknown) => {
      // The window that was current has closed; any other one gives the same privileged half.
      if (!(cause instanceof MarionetteError) || cause.code !== 'no such window') throw cause
      await switchToAnyWindow(marionette)
      return execute()
    })
    const { value, error } = (response as { value: { value?: unknown; error?: string } }).value
    if (error !== undefined) throw new Error(error)
    return value
  } finally {
    await marionette.send('Marionette:SetContext', { value: 'content' })
  }
}

/**
 * Makes one of the windows the current one, and gives its handle. On a slow machine Firefox once named none, though it has one from
 * its start on; so it is asked again. Must be called while the connection is held (`exclusive`).
 */
export function switchToAnyWindow(marionette: Marionette): Promise<string> {
  return until('a window of Firefox', async () => {
    const [handle] = (await marionette.send('WebDriver:GetWindowHandles')) as string[]
    if (handle === undefined) return undefined
    await marionette.send('WebDriver:SwitchToWindow', { handle, focus: false })
    return handle
  })
}
