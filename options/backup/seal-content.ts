// The sealed content of a backup file: the description, own pictures, then bundles of own logs, as many as it takes for all festivals. Made
// while it is read, so that no log has to fit into memory.
import { readDescription } from '../../src/adapters/dexie/backup-rows.ts'
import { readOwnNames } from '../../src/adapters/dexie/blob-names.ts'
import { readBlob } from '../../src/adapters/dexie/blob-rows.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import { readPersonaKeys } from '../../src/adapters/dexie/persona-rows.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import { webAesGcm } from '../../src/adapters/web/aes-gcm.ts'
import { MAX_FESTIVALS } from '../../src/log/bundle/format.ts'
import type { StopSignal } from '../../src/log/bundle/stop-signal.ts'
import { writeBundle } from '../../src/log/bundle/write-bundle.ts'
import { blobOf } from '../../src/operations/blobs.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { encodeDescription, type BackupDescription } from '../../src/wallet/backup-description.ts'
import type { BackupHead } from '../../src/wallet/backup-format.ts'
import { encodeRecord } from '../../src/wallet/backup-records.ts'
import { sealChunks } from '../../src/wallet/backup-stream.ts'

export interface SealOptions {
  signal: StopSignal
  /** Share of the work that is done, 0…1. */
  onProgress: (share: number) => void
}

export interface SealedContent {
  /** What stands behind the head of the file; ends early when it was stopped. */
  chunks: AsyncIterable<Uint8Array>
  description: BackupDescription
}

/** What is here now, sealed with the content key of one file. */
export async function sealContent(
  db: Database,
  { header, bound }: BackupHead,
  contentKey: Uint8Array,
  options: SealOptions,
): Promise<SealedContent> {
  const [description, me] = await Promise.all([readDescription(db), readPersonaKeys(db)])
  const cipher = { aes: webAesGcm, key: await webAesGcm.importKey(contentKey), bound }
  const content = contentOf(db, description, new Set(me), options)
  return { chunks: sealChunks(cipher, header.chunk, content), description }
}

async function* contentOf(
  db: Database,
  description: BackupDescription,
  authors: ReadonlySet<PublicKey>,
  { signal, onProgress }: SealOptions,
): AsyncIterable<Uint8Array> {
  yield encodeRecord({ kind: 'description', json: encodeDescription(description) })
  for (const name of await readOwnNames(db)) {
    const bytes = await readBlob(db, blobOf(name))
    if (signal.aborted) return
    if (bytes !== undefined) yield encodeRecord({ kind: 'picture', bytes })
  }
  const store = new DexieLogStore(db)
  const all = description.heads.reduce((sum, { seqNum }) => sum + seqNum, 0)
  const followed = description.memberships.map(({ festival }) => festival)
  const festivals = [...followed, ...(description.left ?? [])].map((festival) => ({ festival }))
  let before = 0
  for (let number = 0; number * MAX_FESTIVALS < festivals.length; number += 1) {
    const parts = festivals.slice(number * MAX_FESTIVALS, (number + 1) * MAX_FESTIVALS)
    let written = 0
    const progress = ({ entries }: { entries: number }): void => {
      written = entries
      onProgress((before + entries) / Math.max(1, all))
    }
    for await (const bytes of writeBundle(store, parts, { authors, signal, onProgress: progress })) {
      if (signal.aborted) return
      yield encodeRecord({ kind: 'bundle', number, bytes })
    }
    before += written
  }
}
