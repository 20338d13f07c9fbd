// What a bundle is about, without reading it: enough to ask whether to open it (DESIGN 9, import).

import { ok, type Result } from '../../bamboo/index.ts'
import { BundleReader } from './bundle-reader.ts'
import type { BundleFestival } from './encode-record.ts'
import type { BundleError } from './format.ts'
import type { BundleSource } from './source.ts'

/** Bytes asked for at once; one festival and its invite are far less. */
const HEAD_WINDOW = 16 * 1024

export interface BundleHead {
  festivals: BundleFestival[]
  /** Where the first record begins that is not about a festival. */
  offset: number
}

/** The festivals of a bundle. Reads at most its head and one record. Invites are texts that nobody checked. */
export async function readBundleHead(source: BundleSource): Promise<Result<BundleHead, BundleError>> {
  const opened = await BundleReader.open(source, HEAD_WINDOW)
  return opened.ok ? ok({ festivals: opened.value.festivals, offset: opened.value.offset }) : opened
}
