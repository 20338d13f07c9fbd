// Tells the story step by step with its times, and keeps a picture of each step in a folder.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '../browsers/browser.ts'
import type { Audience } from './plot.ts'

export interface Told {
  readonly title: string
  readonly ms: number
}

export interface Narrator extends Audience {
  readonly told: readonly Told[]
}

/** Pictures go to `folder`, which is emptied first; without one no pictures are taken. */
export async function narrate(folder?: string, say: (line: string) => void = console.log): Promise<Narrator> {
  if (folder !== undefined) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
  }
  const told: Told[] = []
  const begun = performance.now()
  return {
    told,
    step: async (title, act) => {
      const start = performance.now()
      const value = await act()
      const ms = performance.now() - start
      told.push({ title, ms })
      say(
        `${seconds(performance.now() - begun)}  ${title} (${ms < 1000 ? `${Math.round(ms)} ms` : seconds(ms).trim()})`,
      )
      return value
    },
    picture: async (name: string, page: Page) => {
      if (folder === undefined) return
      const isWebsite = (await page.url()).startsWith('http')
      const size = isWebsite ? { width: 1100, height: 760 } : { width: 380, height: 600 }
      await page.screenshot(join(folder, `${name}.png`), { ...size, scale: 2 })
    },
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(5)} s`
}
