// Firefox as a process: its profile, its command line, and the way to its remote control.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LaunchOptions } from './browser.ts'
import { downloadsOf } from './downloads.ts'
import { firefoxPrefs } from './firefox-prefs.ts'
import { connectMarionette } from './marionette.ts'
import type { Marionette } from './marionette.ts'
import { until } from './wait.ts'

/** Makes the profile's folder ready for a start. */
export async function writePrefs(
  profile: string,
  addonId: string,
  uuid: string,
  options: Pick<LaunchOptions, 'dark' | 'reducedMotion'> = {},
): Promise<void> {
  await mkdir(downloadsOf(profile), { recursive: true })
  // A port of an earlier run would be taken for that of this one.
  await rm(portFile(profile), { force: true })
  await writeFile(join(profile, 'user.js'), firefoxPrefs(addonId, uuid, downloadsOf(profile), options))
}

/** Starts the process with its own profile; it says on which port it listens by writing it there. */
export function startFirefox(path: string, profile: string, options: LaunchOptions): ChildProcess {
  const { width, height } = options.windowSize ?? { width: 1280, height: 900 }
  const args = ['--profile', profile, '--no-remote', '--marionette', '--remote-allow-system-access']
  if (options.headless) args.push('--headless')
  return spawn(path, args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Pictures must not depend on the size of a display that is not there.
      ...(options.headless ? { MOZ_HEADLESS_WIDTH: String(width), MOZ_HEADLESS_HEIGHT: String(height) } : {}),
      MOZ_CRASHREPORTER_DISABLE: '1',
      ...options.env,
    },
  })
}

/** Waits until Firefox listens, and takes the remote control. */
export async function connectFirefox(
  profile: string,
  child: ChildProcess,
  { acceptsAnyCertificate = false }: Pick<LaunchOptions, 'acceptsAnyCertificate'> = {},
): Promise<Marionette> {
  const marionette = await until(
    'Firefox to listen',
    async () => {
      const port = Number(await readFile(portFile(profile), 'utf8'))
      return connectMarionette(port)
    },
    60_000,
  )
  child.once('exit', marionette.end)
  await marionette.send('WebDriver:NewSession', { acceptInsecureCerts: acceptsAnyCertificate })
  return marionette
}

function portFile(profile: string): string {
  return join(profile, 'MarionetteActivePort')
}

/** The id that the manifest gives the extension. */
export async function readAddonId(extension: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8')) as {
    readonly browser_specific_settings?: { readonly gecko?: { readonly id?: string } }
  }
  const id = manifest.browser_specific_settings?.gecko?.id
  if (id === undefined) throw new Error(`${extension}/manifest.json has no gecko id`)
  return id
}
