// What every blob store must do (src/ports/blob-store.ts).

import { toHex, yamfHash } from '../bamboo/index.ts'
import type { BlobId } from '../operations/operation.ts'
import { PART_LENGTH, type BlobStore } from '../ports/blob-store.ts'
import { expectSame, type SuiteCheck } from './check.ts'

/** Bytes that look like no others, of any length. */
export function madeUpBlob(size: number, seed = 1): { blob: BlobId; bytes: Uint8Array } {
  let state = seed
  const bytes = Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 16
  })
  return { blob: { hash: toHex(yamfHash(bytes)), size }, bytes }
}

const LONG = madeUpBlob(2 * PART_LENGTH + 100)

function partOf(bytes: Uint8Array, part: number): Uint8Array {
  return bytes.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH)
}

/** Checks for a store that is empty at the start of each. */
export const blobStoreSuite: readonly SuiteCheck<BlobStore>[] = [
  {
    name: 'holds nothing at first',
    run: async (store) => {
      expectSame([await store.parts(LONG.blob), await store.read(LONG.blob, 0)], [0, undefined])
    },
  },
  {
    name: 'holds a blob once its last part is there, and gives it part by part',
    run: async (store) => {
      const { blob, bytes } = LONG
      expectSame(await store.append(blob, 0, partOf(bytes, 0)), 'more')
      expectSame([await store.parts(blob), await store.read(blob, 0)], [1, undefined])
      expectSame(await store.append(blob, 1, partOf(bytes, 1)), 'more')
      expectSame(await store.append(blob, 2, partOf(bytes, 2)), 'whole')
      expectSame(await store.parts(blob), 3)
      for (const part of [0, 1, 2, 3]) {
        expectSame(await store.read(blob, part), part === 3 ? undefined : partOf(bytes, part))
      }
    },
  },
  {
    name: 'holds a blob of one part at once',
    run: async (store) => {
      const { blob, bytes } = madeUpBlob(1)
      expectSame(await store.append(blob, 0, bytes), 'whole')
      expectSame(await store.read(blob, 0), bytes)
    },
  },
  {
    name: 'takes only the part that comes next, and only whole ones',
    run: async (store) => {
      const { blob, bytes } = LONG
      expectSame(await store.append(blob, 1, partOf(bytes, 1)), 'misplaced')
      expectSame(await store.append(blob, 0, partOf(bytes, 0).slice(1)), 'misplaced')
      await store.append(blob, 0, partOf(bytes, 0))
      expectSame(await store.append(blob, 2, partOf(bytes, 2)), 'misplaced')
      expectSame(await store.parts(blob), 1)
    },
  },
  {
    name: 'keeps nothing of a blob whose bytes are not what its hash says',
    run: async (store) => {
      const { blob, bytes } = LONG
      await store.append(blob, 0, partOf(bytes, 0))
      await store.append(blob, 1, new Uint8Array(PART_LENGTH))
      expectSame(await store.append(blob, 2, partOf(bytes, 2)), 'wrong')
      expectSame(await store.parts(blob), 0)
      await store.append(blob, 0, partOf(bytes, 0))
      await store.append(blob, 1, partOf(bytes, 1))
      expectSame(await store.append(blob, 2, partOf(bytes, 2)), 'whole')
    },
  },
  {
    name: 'begins anew with part 0, unless it holds the blob',
    run: async (store) => {
      const { blob, bytes } = LONG
      await store.append(blob, 0, new Uint8Array(PART_LENGTH))
      await store.append(blob, 1, partOf(bytes, 1))
      expectSame(await store.append(blob, 0, partOf(bytes, 0)), 'more')
      expectSame(await store.parts(blob), 1)
      await store.append(blob, 1, partOf(bytes, 1))
      await store.append(blob, 2, partOf(bytes, 2))
      expectSame(await store.append(blob, 0, partOf(bytes, 0)), 'misplaced')
      expectSame(await store.parts(blob), 3)
    },
  },
  {
    name: 'takes a hash with another size for another blob',
    run: async (store) => {
      const { blob, bytes } = madeUpBlob(500)
      await store.put(blob, bytes)
      expectSame(await store.parts({ ...blob, size: 499 }), 0)
      expectSame(await store.read({ ...blob, size: 499 }, 0), undefined)
      expectSame(await store.append({ ...blob, size: 499 }, 0, bytes.slice(1)), 'wrong')
      expectSame(await store.read(blob, 0), bytes)
    },
  },
  {
    name: 'stores a whole blob at once, and no other bytes under its name',
    run: async (store) => {
      const { blob, bytes } = LONG
      await store.put(blob, bytes)
      expectSame(await store.read(blob, 2), partOf(bytes, 2))
      const refused = await store.put(madeUpBlob(10, 2).blob, bytes.slice(0, 10)).then(
        () => false,
        (cause: unknown) => cause instanceof RangeError,
      )
      expectSame(refused, true)
    },
  },
]
