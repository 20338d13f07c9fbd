// What a person does with files: saves a festival to one, and opens those of others, on the options page. Words for the
// story and the end-to-end tests, beside person.ts.
import { basename } from 'node:path'
import type { Page } from '../browsers/browser.ts'
import { takeDownload } from '../browsers/downloads.ts'
import { hook, type Person } from './person.ts'

const SIZE = { width: 1000, height: 800 }

/** The section of the options page about files and what is stored. */
export async function openData(person: Person): Promise<Page> {
  const page = await person.browser.open(person.browser.extensionUrl('options/options.html#data'), SIZE)
  await page.waitFor(hook('section-data'))
  return page
}

/** A row of the list of opened files, in a state if one is given. */
export function importRow(path: string, state?: 'staged' | 'running' | 'paused' | 'done' | 'failed'): string {
  const row = `${hook('import-row')}[data-name="${basename(path)}"]`
  return state === undefined ? row : `${row}[data-state="${state}"]`
}

/** Saves a festival to a file and gives its bytes. `letsIn`: for closed ones, whether who has the file may join. */
export async function exportFestival(person: Person, title: string, letsIn?: boolean): Promise<Uint8Array> {
  const page = await openData(person)
  await page.select(hook('export-festival'), title)
  if (letsIn === true) await page.click(hook('export-lets-in'))
  await page.click(`${hook('export-save')}:not([aria-disabled])`)
  await page.waitFor(hook('export-file'), { timeoutMs: 30_000 })
  const name = await page.evaluate(
    (link) => document.querySelector(link)?.getAttribute('download') ?? '',
    hook('export-file'),
  )
  const file = await takeDownload(person.browser.profile, name)
  await page.close()
  return file
}

/** Opens a file and adds what is in it; waits until every signature is checked. Says what was read and what was new. */
export async function importFile(person: Person, path: string): Promise<{ entries: number; added: number }> {
  const page = await openData(person)
  await page.upload(hook('import-file'), [path])
  await page.click(`${importRow(path)} ${hook('import-add')}`)
  await page.waitFor(importRow(path, 'done'), { timeoutMs: 60_000 })
  const report = await page.evaluate(
    (selector) => {
      const { entries, added } = document.querySelector<HTMLElement>(selector)?.dataset ?? {}
      return { entries: Number(entries), added: Number(added) }
    },
    `${importRow(path)} ${hook('import-report')}`,
  )
  await page.click(`${importRow(path)} ${hook('import-remove')}`)
  await page.waitFor(`${hook('section-data')}:not(:has(${importRow(path)}))`)
  await page.close()
  return report
}
