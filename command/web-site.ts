// From the bytes of a bundle to the files for a festival's web site, as the app makes them.

import { err, ok, type Result } from '../src/bamboo/index.ts'
import { webFiles } from '../src/exchange/web-files.ts'
import { gatherProgramme } from '../src/exchange/gather-programme.ts'
import type { HtmlLocale } from '../src/exchange/html-words.ts'
import type { NamedFile } from '../src/exchange/write-zip.ts'
import { eventOverviews } from '../src/festival/event-overviews.ts'
import { BundleReader } from '../src/log/bundle/bundle-reader.ts'
import { bytesSource } from '../src/log/bundle/source.ts'
import { MemoryLogStore } from '../src/memory/memory-log-store.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import { foldLogs } from '../src/snapshot/fold-logs.ts'
import { makeSnapshot, type LeftOut } from '../src/snapshot/make-snapshot.ts'
import { readSnapshot, type Snapshot, type SnapshotErrorCode } from '../src/snapshot/read-snapshot.ts'
import { englishPersonaName } from '../src/wallet/animals.ts'

export interface WebSite {
  readonly title: string
  readonly files: readonly NamedFile[]
  readonly leftOut: LeftOut
}

/** `several`: it has not been said which of these is meant. The others are those of the file. */
export type WebSiteError =
  | { readonly code: SnapshotErrorCode }
  | { readonly code: 'several'; readonly festivals: readonly { readonly id: FestivalId; readonly title: string }[] }

export interface WebSiteOptions {
  /** Of several in the file; not needed for one. */
  readonly festival: FestivalId | undefined
  readonly locale: HtmlLocale
  /** UTC ms. */
  readonly now: number
}

/** All of a bundle is verified first; of one with anything wrong in it nothing is made. */
export async function makeWebSite(bytes: Uint8Array, options: WebSiteOptions): Promise<Result<WebSite, WebSiteError>> {
  const source = bytesSource(bytes)
  const opened = await BundleReader.open(source)
  if (!opened.ok) return opened
  const ids = opened.value.festivals.map(({ festival }) => festival)
  const [only] = ids
  const festival = options.festival ?? only
  if (festival === undefined) return err({ code: 'other-festival' })
  const store = new MemoryLogStore()
  const read = await readSnapshot(store, source, festival)
  if (!read.ok) return read
  if (options.festival === undefined && ids.length > 1) {
    const { rows } = await foldLogs(store, ids)
    return err({ code: 'several', festivals: ids.map((id) => ({ id, title: rows.festivals.get(id)?.title ?? '' })) })
  }
  const made = await makeSnapshot(store, festival)
  if (!made.ok) return err({ code: 'other-festival' })
  const { bytes: snapshot, leftOut } = made.value
  const data = programmeOf(read.value, options.now)
  return ok({
    title: read.value.festival.title,
    files: webFiles({ data, snapshot, leftOut, locale: options.locale }),
    leftOut,
  })
}

function programmeOf({ festival, rows, profiles }: Snapshot, now: number): ReturnType<typeof gatherProgramme> {
  const names = new Map(profiles.map(({ author, name }) => [author, name]))
  const nameOf = (author: PublicKey): string => names.get(author) ?? englishPersonaName(author)
  const events = eventOverviews(rows, now)
  return gatherProgramme({ festival, events, resources: rows.resources.values(), nameOf }, 'public')
}
