// Commands about pictures that others made. The bytes are fetched by the network half and read by the panel; here it is only said
// which ones.

import * as v from 'valibot'
import { lookAtBlobs, tidyBlobs } from '../../src/adapters/dexie/blob-rows.ts'
import { ok } from '../../src/bamboo/result.ts'
import { blobName } from '../../src/operations/blobs.ts'
import { MAX_BLOB } from '../../src/operations/limits.ts'
import type { Handlers } from './handler.ts'

/** What one screen shows. */
const MAX_LOOKED_AT = 16

const blob = v.strictObject({
  hash: v.pipe(v.string(), v.regex(/^0040[0-9a-f]{128}$/)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_BLOB)),
})

export const blobHandlers: Handlers<'blob.look' | 'blob.empty'> = {
  'blob.look': {
    params: v.strictObject({ blobs: v.pipe(v.array(blob), v.maxLength(MAX_LOOKED_AT)) }),
    run: async ({ blobs }, { db, clock, network }) => {
      await lookAtBlobs(db, blobs.map(blobName), clock.now())
      network.send({ kind: 'blobs' })
      return ok({})
    },
  },
  'blob.empty': {
    params: v.strictObject({}),
    run: async (_params, { db, clock, network }) => {
      await tidyBlobs(db, clock.now(), 0)
      network.send({ kind: 'blobs' })
      return ok({})
    },
  },
}
