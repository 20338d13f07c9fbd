// What a person waits for who keeps their key behind a password: from the click on *Unlock* until the popup shows a wallet that is open;
// beside it scrypt alone, which is most of that. And the first panda, from the click until it is there.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { BrowserKind, Page } from '../scripts/browsers/browser.ts'
import { serve } from '../scripts/serve.ts'
import { openIdentity, setPassword } from '../scripts/story/keys.ts'
import { hook } from '../scripts/story/person.ts'
import { awaitClick, awaitElement } from './in-page.ts'
import { repeat, type Measurement } from './measurement.ts'
import { clickToSeen, label, onStage, type Stage } from './stage.ts'

/** What the bundle leaves on its page. */
declare const walletPage: typeof import('./wallet-page.ts')

const SAMPLES = 10
const BEGINNINGS = 5
const PASSWORD = 'four pandas rowing home'
const OPEN = `body:not(:has(${hook('locked')}))`

export async function measureWallet(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const kind of ['chromium', 'firefox'] as const) {
    const where = label(kind)
    const made = await repeat(BEGINNINGS, () => onStage((stage) => timeOfFirstPanda(stage, kind)))
    const unlocked = await onStage((stage) => timesOfUnlocking(stage, kind))
    const stretched = await onStage((stage) => timesOfStretching(stage, kind))
    measurements.push(
      { what: 'click on *Make my panda* → it is in the popup', where, unit: 'ms', samples: made },
      { what: 'click on *Unlock* → the wallet is open', where, unit: 'ms', samples: unlocked },
      { what: 'scrypt alone, N = 2^17', where, unit: 'ms', samples: stretched },
    )
  }
  return measurements
}

/** In a browser that was just started: vault, keys, both copies on the disk. */
async function timeOfFirstPanda(stage: Stage, kind: BrowserKind): Promise<number> {
  const ada = await stage.person(kind, 'Ada')
  const popup = await ada.popup()
  await popup.waitFor(hook('make-panda'))
  return timeOfClick(popup, hook('make-panda'), hook('persona'))
}

async function timesOfUnlocking(stage: Stage, kind: BrowserKind): Promise<number[]> {
  const ada = await stage.person(kind, 'Ada')
  await ada.makePanda()
  const identity = await openIdentity(ada)
  await setPassword(identity, PASSWORD)
  return repeat(SAMPLES, async () => {
    await identity.click(hook('lock-now'))
    await identity.waitFor(hook('forgotten'))
    // A popup that was just opened, as people have it.
    await ada.closePopup()
    const popup = await ada.popup()
    await popup.fill(hook('unlock-password'), PASSWORD)
    return timeOfClick(popup, hook('unlock-submit'), OPEN)
  })
}

async function timeOfClick(page: Page, button: string, seen: string): Promise<number> {
  if (!(await page.evaluate(awaitElement, seen))) throw new Error(`${seen} is there before the click`)
  await page.evaluate(awaitClick)
  await page.click(button)
  return clickToSeen(page, page)
}

async function timesOfStretching(stage: Stage, kind: BrowserKind): Promise<number[]> {
  const folder = await stage.folder()
  const outfile = join(folder, 'wallet-page.js')
  const entryPoints = ['bench/wallet-page.ts']
  await build({ entryPoints, outfile, bundle: true, format: 'iife', globalName: 'walletPage', target: 'es2023' })
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>Wallet</title><link rel="icon" href="data:,"><script src="wallet-page.js"></script></html>',
  )
  const site = await serve(folder)
  stage.keep(site, site.stop)
  const page = await (await stage.browser(kind, 'Ada')).open(site.url)
  return repeat(SAMPLES, () => page.evaluate(() => walletPage.stretch()))
}
