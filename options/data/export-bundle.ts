// Writes a festival from this browser's database into a file.
import { prepareHashing } from '../../src/bamboo/index.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { writeBundle, type WriteOptions } from '../../src/log/bundle/write-bundle.ts'
import { panelDatabase } from '../../ui/panel-database.ts'
import { BlobPieces } from './blob-pieces.ts'

/** The file; undefined when it was stopped. Only what was checked is in it. `invite` lets everybody in who opens it. */
export async function exportBundle(
  part: { festival: FestivalId; invite?: string },
  options: WriteOptions,
): Promise<Blob | undefined> {
  await prepareHashing()
  const file = new BlobPieces()
  for await (const chunk of writeBundle(new DexieLogStore(panelDatabase()), [part], options)) file.add(chunk)
  return options.signal?.aborted === true ? undefined : file.blob()
}
