// Preferences with which tests and the story start Firefox: remote control, our extension's address, and no
// connection that nobody asked for.
import type { LaunchOptions } from './browser.ts'
import { inNamespace } from './sandbox.ts'

type Pref = string | number | boolean

/** Services that call home, switched off one by one: there is no switch for all. */
const SILENT: Record<string, Pref> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.contentblocking.report.lockwise.enabled': false,
  'browser.newtabpage.activity-stream.feeds.section.topstories': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'browser.newtabpage.enabled': false,
  'browser.ping-centre.telemetry': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.provider.google4.updateURL': '',
  'browser.safebrowsing.provider.mozilla.updateURL': '',
  'browser.search.update': false,
  'browser.topsites.contile.enabled': false,
  'captivedetect.canonicalURL': '',
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'geo.provider.network.url': '',
  'media.gmp-manager.updateEnabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disabled': true,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'signon.rustMirror.enabled': false,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'toolkit.telemetry.unified': false,
}

/** First-run pages, questions and warnings that would lie over the page. */
const UNDISTURBED: Record<string, Pref> = {
  // Notifications in windows of Firefox's own: there may be no desktop that shows them.
  'alerts.useSystemBackend': false,
  'browser.aboutwelcome.enabled': false,
  'browser.bookmarks.restore_default_bookmarks': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'browser.warnOnQuit': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'startup.homepage_welcome_url': '',
  'termsofuse.bypassNotification': true,
  'toolkit.cosmeticAnimations.enabled': false,
  'toolkit.startup.max_resumed_crashes': -1,
}

/** The whole of `user.js`. Storage and address of the extension must outlive its temporary installation. */
export function firefoxPrefs(
  addonId: string,
  uuid: string,
  downloads: string,
  { dark, reducedMotion }: Pick<LaunchOptions, 'dark' | 'reducedMotion'>,
): string {
  const prefs: Record<string, Pref> = {
    ...SILENT,
    ...UNDISTURBED,
    'marionette.port': 0,
    'browser.download.dir': downloads,
    'browser.download.folderList': 2,
    'browser.download.alwaysOpenPanel': false,
    'extensions.webextensions.uuids': JSON.stringify({ [addonId]: uuid }),
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    // Everything that pages and the background write to their consoles goes to our log.
    'devtools.console.stdout.content': true,
    'devtools.console.stdout.chrome': true,
    ...(inNamespace() ? {} : { 'media.peerconnection.ice.loopback': true }),
    ...(reducedMotion === true ? { 'ui.prefersReducedMotion': 1 } : {}),
    ...(dark === undefined ? {} : { 'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1 }),
  }
  const lines = Object.entries(prefs).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`)
  return `${lines.join('\n')}\n`
}
