// Blobs as addresses that an `img` can show, once they are here and were looked at: nothing else of others is ever decoded.
import { useEffect, useState } from 'preact/hooks'
import { readBlob } from '../src/adapters/dexie/blob-rows.ts'
import { blobName } from '../src/operations/blobs.ts'
import type { BlobId, BlobRef } from '../src/operations/operation.ts'
import { isShowable } from '../src/pictures/showable.ts'
import { panelDatabase } from './panel-database.ts'
import { useLive } from './use-live.ts'

/** So many pictures stay unpacked in one page. */
const MAX_URLS = 200

/** Those that were shown last come last. No address: it is no picture, or not the one that it should be. */
const urls = new Map<string, string | undefined>()

/** Two entries can say different things about the same bytes, of which one is true. */
function claimOf(ref: BlobRef, blob: BlobId): string {
  return [blobName(blob), ref.hash, ref.type, ref.width, ref.height].join(' ')
}

export type PictureState =
  | { kind: 'shown'; url: string }
  /** It is here, and is not what its entry says. */
  | { kind: 'refused' }
  /** So many bytes are here. */
  | { kind: 'missing'; held: number; isNowhere: boolean }

/** What can be shown of `blob`, which is the picture or its thumbnail; undefined before that is known. */
export function usePictureState(ref: BlobRef, blob: BlobId): PictureState | undefined {
  const name = blobName(blob)
  const claim = claimOf(ref, blob)
  const [, setLoaded] = useState(0)
  const here = useLive(
    async (db) => {
      const [row, wanted] = await Promise.all([db.heldBlobs.get(name), db.wantedBlobs.get(name)])
      return { held: row?.held ?? 0, isWhole: row?.whole === 1, isNowhere: wanted?.nobody === 1 }
    },
    [name],
  )
  const isWhole = here?.isWhole === true
  useEffect(() => {
    let isGone = false
    if (isWhole && !urls.has(claim)) {
      void load(ref, blob).then(() => isGone || setLoaded((count) => count + 1))
    }
    return () => {
      isGone = true
    }
  }, [claim, isWhole])
  const url = urls.get(claim)
  if (url !== undefined) return { kind: 'shown', url }
  if (urls.has(claim)) return { kind: 'refused' }
  if (here === undefined) return undefined
  return { kind: 'missing', held: here.held, isNowhere: here.isNowhere }
}

async function load(ref: BlobRef, blob: BlobId): Promise<void> {
  const bytes = await readBlob(panelDatabase(), blob).catch(() => undefined)
  if (bytes === undefined) return
  const url = isShowable(ref, blob, bytes) ? URL.createObjectURL(new Blob([bytes], { type: ref.type })) : undefined
  urls.set(claimOf(ref, blob), url)
  if (urls.size <= MAX_URLS) return
  for (const [oldest, old] of urls) {
    urls.delete(oldest)
    if (old !== undefined) URL.revokeObjectURL(old)
    return
  }
}
