// A Firefox that starts for the first time compiles its own scripts and makes its databases. Throw-away profiles begin as
// copies of one that has been through this, which saves 1.3 of 3.3 s of processor time at every start.
import { createHash, randomUUID } from 'node:crypto'
import { cp, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { LaunchOptions } from './browser.ts'
import { firefoxPrefs } from './firefox-prefs.ts'
import { connectFirefox, startFirefox, writePrefs } from './firefox-process.ts'
import { endGroup, forget, remember } from './processes.ts'
import { until } from './wait.ts'

const FOLDER = '.build/firefox'

/** What belongs to a running Firefox, or is written anew at every start. */
const OF_ITS_RUN = ['lock', '.parentlock', 'MarionetteActivePort', 'user.js']

/**
 * Fills an empty profile. The first one for this program and these preferences takes some seconds longer; no extension was ever in
 * it. `options` say how the seed itself is started.
 */
export async function seedProfile(path: string, profile: string, addon: Addon, options: LaunchOptions): Promise<void> {
  const { mtimeMs, size } = await stat(path)
  const prefs = firefoxPrefs(addon.id, addon.uuid, '', {})
  const key = createHash('sha256').update(`${path} ${mtimeMs} ${size}\n${prefs}`).digest('hex')
  const seed = resolve(FOLDER, key.slice(0, 16))
  if (!(await isThere(seed))) await grow(path, seed, addon, options)
  await cp(seed, profile, { recursive: true })
}

export interface Addon {
  readonly id: string
  /** Host part of its addresses. */
  readonly uuid: string
}

/** Starts Firefox once and ends it properly. Whoever comes second keeps what the first one made. */
async function grow(path: string, seed: string, { id, uuid }: Addon, options: LaunchOptions): Promise<void> {
  const young = `${seed}-${randomUUID()}`
  await writePrefs(young, id, uuid)
  const child = startFirefox(path, young, { ...options, headless: true })
  if (child.pid === undefined) throw new Error(`Firefox did not start: ${path}`)
  remember(child.pid)
  try {
    const marionette = await connectFirefox(young, child)
    // It may end before it has answered.
    marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => undefined)
    await until('Firefox to end', () => child.exitCode !== null, 30_000)
    forget(child.pid)
  } catch (error) {
    endGroup(child.pid)
    await rm(young, { recursive: true, force: true, maxRetries: 5 })
    throw new Error('Firefox did not make a profile', { cause: error })
  }
  for (const name of OF_ITS_RUN) await rm(join(young, name), { force: true })
  await rename(young, seed).catch(() => rm(young, { recursive: true, force: true }))
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  )
}
