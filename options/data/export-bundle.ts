// Writes a festival from this browser's database into a file. In bigger pieces that the browser may put aside, so that a
// large festival needs little memory.
import { prepareHashing } from '../../src/bamboo/index.ts'
import { DexieLogStore } from '../../src/adapters/dexie/dexie-log-store.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { writeBundle, type WriteOptions } from '../../src/log/bundle/write-bundle.ts'
import { panelDatabase } from '../../ui/panel-database.ts'

/** Bytes that are gathered before the browser gets them. */
const PIECE_BYTES = 4 * 1024 * 1024

/** The file; undefined when it was stopped. Only what was checked is in it. `invite` lets everybody in who opens it. */
export async function exportBundle(
  part: { festival: FestivalId; invite?: string },
  options: WriteOptions,
): Promise<Blob | undefined> {
  await prepareHashing()
  const pieces: Blob[] = []
  let chunks: BlobPart[] = []
  let bytes = 0
  for await (const chunk of writeBundle(new DexieLogStore(panelDatabase()), [part], options)) {
    chunks.push(new Uint8Array(chunk))
    bytes += chunk.length
    if (bytes < PIECE_BYTES) continue
    pieces.push(new Blob(chunks))
    chunks = []
    bytes = 0
  }
  if (options.signal?.aborted === true) return undefined
  return new Blob([...pieces, ...chunks], { type: 'application/octet-stream' })
}
