// The flags with which tests and the story start Chromium: no first-run pages, no services in the background, no
// address outside this machine.
import { inNamespace } from './sandbox.ts'
import type { LaunchOptions } from './browser.ts'

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-breakpad',
  '--metrics-recording-only',
  '--no-pings',
  '--password-store=basic',
  '--use-mock-keychain',
  `--disable-features=${[
    'MediaRouter',
    'OptimizationHints',
    'Translate',
    'CertificateTransparencyComponentUpdater',
    'AutofillServerCommunication',
    // The list below the address bar is a page of its own in each window, made before anybody types: a quarter of all processor time.
    'WebUIOmniboxPopup',
    'WebUIOmniboxFullPopup',
    'WebUIOmniboxAimPopup',
  ].join()}`,
]

/** Every name but those of this machine fails to resolve. */
const LOCAL_NAMES_ONLY =
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE localhost. , EXCLUDE *.localhost , EXCLUDE 127.0.0.1'

/** Chromium refuses its own sandbox to root; without a network namespace WebRTC may use 127.0.0.1. */
export function chromiumFlags(options: LaunchOptions): string[] {
  const { width, height } = options.windowSize ?? { width: 1280, height: 900 }
  return [
    ...QUIET,
    LOCAL_NAMES_ONLY,
    `--window-size=${width},${height}`,
    '--enable-logging=stderr',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(inNamespace() ? [] : ['--allow-loopback-in-peer-connection']),
    ...(options.reducedMotion === true ? ['--force-prefers-reduced-motion'] : []),
    ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]),
    ...(options.acceptsAnyCertificate === true ? ['--ignore-certificate-errors'] : []),
    ...(options.cameraFilm === undefined ? [] : cameraFlags(options.cameraFilm)),
  ]
}

function cameraFlags(film: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
}
