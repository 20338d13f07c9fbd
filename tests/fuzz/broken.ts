// Parts that are wrong on purpose, each in a way that has happened to somebody: the fuzzer must notice.

import { decodeEntry, verifyEntry, verifyHeader, ok } from '../../src/bamboo/index.ts'
import { verifyHere } from '../../src/log/verify-here.ts'
import { decodeOperation } from '../../src/operations/codec.ts'
import type { EntryVerifier } from '../../src/ports/entry-verifier.ts'

/** Takes an entry with something after it. */
export const ignoringTheEnd: typeof decodeEntry = (bytes) => {
  const decoded = decodeEntry(bytes)
  if (decoded.ok || decoded.error.code !== 'trailing-bytes') return decoded
  return decodeEntry(bytes.slice(0, decoded.error.offset))
}

/** Throws for bytes that are cut off. */
export const throwing: typeof decodeEntry = (bytes) => {
  const decoded = decodeEntry(bytes)
  if (!decoded.ok && decoded.error.code.endsWith('-truncated')) throw new RangeError('offset is out of bounds')
  return decoded
}

/** Believes that the backlink comes first. */
export const mixingLinksUp: typeof decodeEntry = (bytes) => {
  const decoded = decodeEntry(bytes)
  if (!decoded.ok) return decoded
  const { lipmaalink, backlink, ...rest } = decoded.value
  if (lipmaalink === undefined || backlink === undefined) return decoded
  return ok({ ...rest, lipmaalink: backlink, backlink: lipmaalink })
}

/** Takes a payload with something after it. */
export const repairing: typeof decodeOperation = (payload) => {
  const decoded = decodeOperation(payload)
  return decoded.ok ? decoded : decodeOperation(payload.slice(0, -1))
}

/** Checks the signature and the payload, and believes the links. */
export const withoutLinks: typeof verifyEntry = async (input) => {
  const verified = await verifyEntry(input)
  if (verified.ok || !/^(?:back|lipmaa)link-mismatch$/.test(verified.error.code)) return verified
  const header = await verifyHeader(input.entry)
  return header.ok ? ok({ ...header.value, payloadState: 'absent' }) : header
}

/** Believes the payload. */
export const withoutPayload: typeof verifyEntry = ({ payload: _payload, ...rest }) => verifyEntry(rest)

/** Finds every signature valid. */
export const gullible: EntryVerifier = {
  async verify(entries, signatures) {
    const findings = await verifyHere.verify(entries, signatures)
    for (const found of findings) found.signature = 'valid'
    return findings
  },
}
