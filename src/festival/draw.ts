// The arithmetic of a lottery (DESIGN 5.4, decision 0012): what its owner commits to, and the order that the nonce gives the
// requests once it is known. The owner's wallet and everybody who checks a draw compute the same.

import { concatBytes, fromHex, toHex } from '../bamboo/bytes.ts'
import { yamfHash } from '../bamboo/yamf-hash.ts'
import type { ObjectId } from '../operations/ids.ts'
import type { RequestRow } from './views.ts'

/** Bytes of the nonce of a lottery. */
export const NONCE_LENGTH = 32

/** What stands in the policy while requests are collected: the yamf-hash of the nonce, as hex. */
export function commitmentOf(nonce: Uint8Array): string {
  return toHex(yamfHash(nonce))
}

/** H(nonce | request id): the smaller one is served first. */
export function lotOf(nonce: Uint8Array, request: ObjectId): Uint8Array {
  return yamfHash(concatBytes(nonce, fromHex(request) ?? new Uint8Array()))
}

/** Whether a request says that it was made before the end of the lottery; nobody can check its author's clock. */
export function isInTime(request: Pick<RequestRow, 'at'>, until: number): boolean {
  return request.at < until
}
