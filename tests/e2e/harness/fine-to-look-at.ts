// What every screen of a story must be, in both themes: nothing that a machine can check is wrong with it.
import { expect } from 'vitest'
import type { Page } from '../../../scripts/browsers/browser.ts'
import { complaints } from './complaints.ts'

/** `screen` names it where it fails. */
export async function isFineToLookAt(page: Page, screen: string): Promise<void> {
  for (const dark of [true, false]) {
    await page.emulateDark(dark)
    expect(await complaints(page, dark ? 'colours' : 'all'), `${screen}, ${dark ? 'dark' : 'light'}`).toEqual([])
  }
}
