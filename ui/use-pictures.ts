// The pictures of a form: those that are there already and those that were just chosen. What was chosen is put into the database when
// the form is sent, so that a form that is left leaves nothing behind.
import { useEffect, useRef, useState } from 'preact/hooks'
import { DexieBlobStore } from '../src/adapters/dexie/dexie-blob-store.ts'
import { toHex } from '../src/bamboo/bytes.ts'
import { yamfHash } from '../src/bamboo/yamf-hash.ts'
import type { BlobId, BlobRef } from '../src/operations/operation.ts'
import { encodePicture, type MadePicture, type PictureErrorCode } from './encode-picture.ts'
import { panelDatabase } from './panel-database.ts'

/** Pictures that a form takes for one thing or event. */
export const MAX_PICTURES = 4

export type PictureError = PictureErrorCode | 'too-many' | 'no-room'

/** One picture in a form. */
export interface Draft {
  key: number
  alt: string
  /** It is there already. */
  ref?: BlobRef
  /** It was chosen; `url` shows it. */
  made?: MadePicture
  url?: string
}

export interface PicturesForm {
  drafts: readonly Draft[]
  error: PictureError | undefined
  busy: boolean
  /** Other pictures, or other words for them, than at the beginning. */
  changed: boolean
  most: number
  add: (files: readonly Blob[]) => Promise<void>
  remove: (key: number) => void
  describe: (key: number, alt: string) => void
  /** Stores what was chosen and gives what is to be published; undefined when there is no room, which is then said. */
  take: () => Promise<BlobRef[] | undefined>
  reset: () => void
}

let keys = 0

function kept(refs: readonly BlobRef[]): Draft[] {
  return refs.map((ref) => ({ key: (keys += 1), alt: ref.alt ?? '', ref }))
}

/** `start` is what the form begins with; at most `most` pictures. */
export function usePictures(start: readonly BlobRef[], most: number): PicturesForm {
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => kept(start))
  const [error, setError] = useState<PictureError | undefined>(undefined)
  const [busy, setBusy] = useState(0)
  const urls = useRef<string[]>([])
  useEffect(() => () => urls.current.forEach((url) => URL.revokeObjectURL(url)), [])

  const addOne = async (file: Blob): Promise<void> => {
    const made = await encodePicture(file)
    if (!made.ok) return setError(made.error)
    const shown = made.value.small ?? made.value.whole
    const url = URL.createObjectURL(new Blob([new Uint8Array(shown)], { type: made.value.type }))
    urls.current.push(url)
    const draft: Draft = { key: (keys += 1), alt: '', made: made.value, url }
    // Where there is room for one only, the new one takes its place.
    setDrafts((before) => [...(most === 1 ? [] : before), draft].slice(0, most))
  }
  const said = drafts.map(({ ref, alt }) => (ref === undefined ? undefined : { ...ref, alt }))
  const before = start.map((ref) => ({ ...ref, alt: ref.alt ?? '' }))

  return {
    drafts,
    error,
    busy: busy > 0,
    most,
    changed: JSON.stringify(said) !== JSON.stringify(before),
    add: async (files) => {
      setError(undefined)
      const room = most === 1 ? 1 : most - drafts.length
      setBusy((count) => count + 1)
      for (const file of files.slice(0, room)) await addOne(file)
      setBusy((count) => count - 1)
      if (files.length > room) setError('too-many')
    },
    remove: (key) => setDrafts((all) => all.filter((each) => each.key !== key)),
    describe: (key, alt) => setDrafts((all) => all.map((each) => (each.key === key ? { ...each, alt } : each))),
    take: async () => {
      try {
        return await Promise.all(drafts.map(stored))
      } catch {
        setError('no-room')
        return undefined
      }
    },
    reset: () => {
      setDrafts(kept(start))
      setError(undefined)
    },
  }
}

async function stored({ ref, made, alt }: Draft): Promise<BlobRef> {
  const words = alt.trim() === '' ? {} : { alt: alt.trim() }
  if (made === undefined) {
    if (ref === undefined) throw new RangeError('a draft is of something')
    const { alt: _before, ...others } = ref
    return { ...others, ...words }
  }
  const { type, width, height, whole, small } = made
  const thumbnail = small === undefined ? {} : { thumbnail: await put(small) }
  return { ...(await put(whole)), type, ...words, width, height, ...thumbnail }
}

/** The one thing besides files to be imported that a panel writes: bytes that are too many for a message. */
async function put(bytes: Uint8Array): Promise<BlobId> {
  const blob = { hash: toHex(yamfHash(bytes)), size: bytes.length }
  await new DexieBlobStore(panelDatabase(), { now: () => Date.now() }).put(blob, bytes)
  return blob
}
