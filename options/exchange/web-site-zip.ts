// All files for a festival's web site in one, from this browser's database.
import browser from 'webextension-polyfill'
import { err, ok, prepareHashing, type Result } from '../../src/bamboo/index.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { htmlLocale } from '../../src/exchange/html-words.ts'
import { webFiles } from '../../src/exchange/web-files.ts'
import { writeZip, type NamedFile } from '../../src/exchange/write-zip.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { makeSnapshot, type LeftOut } from '../../src/snapshot/make-snapshot.ts'
import { loadProgramme } from './load-programme.ts'

export interface WebSiteZip {
  bytes: Uint8Array
  leftOut: LeftOut
}

/** What web sites embed, what that asks for where a page has no HTTPS, and what both are made of. */
const SCRIPT = ['p2panda-embed.js', 'p2panda-embed-fallback.js', 'LICENSES.txt']

/** A file for web sites that came with the extension. */
async function ownFile(name: string): Promise<NamedFile> {
  const answer = await fetch(browser.runtime.getURL(`web-site/${name}`))
  if (!answer.ok) throw new Error(`the extension has no web-site/${name}`)
  return { name, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

/** `language`: a BCP 47 tag. `unknown-festival`: its first entry has not arrived. Rejects when the database or the browser does. */
export async function webSiteZip(
  db: Database,
  festival: FestivalOverview,
  language: string,
): Promise<Result<WebSiteZip, { readonly code: 'unknown-festival' }>> {
  await prepareHashing()
  const made = await makeSnapshot(new DexieLogStore(db), festival.festival)
  if (!made.ok) return err(made.error)
  const { bytes: snapshot, leftOut } = made.value
  const data = await loadProgramme(db, festival, 'public')
  const script = await Promise.all(SCRIPT.map(ownFile))
  const files = webFiles({ data, snapshot, leftOut, locale: htmlLocale(language), script })
  return ok({ bytes: writeZip(files), leftOut })
}
