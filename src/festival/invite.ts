// Invites (DESIGN 6): `p2panda:1:<base64url>`, pasted, scanned, clicked or opened as a link. The bytes are
//   2        length of the CBOR that follows, big-endian
//   n        deterministic CBOR of a map:
//              f  bytes 64  BLAKE2b-512 digest of the festival's first entry (the festival id without its `0040`)
//              i  bytes 32  public key of the author who invites
//              k  bytes 32  topic key, only for closed festivals
//              n  text      title of the festival, 1 to 200 UTF-8 bytes
//              t  array     meeting points, at most 8 texts; those that begin with `wss://` without it
//   64       Ed25519 signature by `i` of `p2panda-invite-1` | length | CBOR
// Readers ignore other keys of the map, which may come later and are signed as well. A QR code has the same bytes as digits:
// `P2PANDA:1:<digits>`. Base64url never begins with a digit here, because the length never begins with such a byte.

import { concatBytes, fromHex, toHex, utf8Encode } from '../bamboo/bytes.ts'
import { verifySignature } from '../bamboo/ed25519.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import { decodeCbor, encodeCbor, type CborMap, type CborValue } from '../operations/cbor.ts'
import type { FestivalId, PublicKey } from '../operations/ids.ts'
import { TEXT } from '../operations/limits.ts'
import { list, optional, record } from '../operations/record-shape.ts'
import { hex, publicKey, text, words, WRONG, type Shape } from '../operations/shape.ts'
import { decodeBase64urlPrefix, encodeBase64url } from './base64url.ts'
import { decodeDigitsPrefix, encodeDigits } from './digits.ts'
import { MAX_TRACKER_LENGTH, isTrackerUrl } from './tracker-url.ts'

/** What an invite says once its signature was checked. */
export interface Invite {
  readonly festival: FestivalId
  /** 32 bytes, for closed festivals. */
  readonly topicKey?: Uint8Array
  readonly title: string
  readonly trackers: string[]
  /** Who signed it. Anybody can invite, so this says who it was and not that they were allowed to. */
  readonly invitedBy: PublicKey
}

/**
 * not-one: no invite in the text · truncated: the end is missing · unsupported: made by a newer version, or with a meeting
 * point that we would not connect to · bad-signature: damaged or forged.
 */
export interface InviteError {
  readonly code: 'not-one' | 'truncated' | 'unsupported' | 'bad-signature'
}

/** Meeting points that one invite can carry. */
export const MAX_INVITE_TRACKERS = 8

const LENGTH_BYTES = 2
const SIGNATURE_BYTES = 64
/** Longest CBOR that we read: 8 meeting points, a title and keys, with room for fields to come. */
const MAX_CBOR_BYTES = 4096
/** Text that is searched for an invite; a pasted book is none. */
const MAX_TEXT_LENGTH = 65_536
const CONTEXT = utf8Encode('p2panda-invite-1')

interface InviteFields {
  f: string
  i: PublicKey
  k?: string
  n: string
  t: string[]
}

const SECURE = 'wss://'
const trackerText = text(MAX_TRACKER_LENGTH)
/** Its scheme goes without saying where it is the usual one. */
const tracker: Shape<string> = {
  read(value) {
    const found = trackerText.read(value)
    if (!found.ok) return found
    const url = found.value.includes('://') ? found.value : `${SECURE}${found.value}`
    return isTrackerUrl(url) ? ok(url) : WRONG
  },
  write(url) {
    return trackerText.write(typeof url === 'string' && url.startsWith(SECURE) ? url.slice(SECURE.length) : url)
  },
}
const inviteFields: Shape<InviteFields> = record<InviteFields>({
  f: hex(64),
  i: publicKey,
  k: optional(hex(32)),
  n: words(TEXT.title),
  t: list(tracker, MAX_INVITE_TRACKERS),
})

/**
 * The text of an invite. Meeting points beyond the first 8 usable ones are left out.
 * @throws TypeError for an impossible festival id, key or title (a mistake of the caller); rejects as `sign` does.
 */
export async function encodeInvite(
  input: Invite & { readonly sign: (message: Uint8Array) => Promise<Uint8Array> },
): Promise<string> {
  const fields: InviteFields = {
    f: input.festival.slice(4),
    i: input.invitedBy,
    ...(input.topicKey === undefined ? {} : { k: toHex(input.topicKey) }),
    n: input.title,
    t: input.trackers.filter(isTrackerUrl).slice(0, MAX_INVITE_TRACKERS),
  }
  const written = inviteFields.write(fields)
  if (!written.ok) throw new TypeError(`an invite can not have this ${written.error.field}`)
  const cbor = encodeCbor(written.value)
  const signed = concatBytes(Uint8Array.of(cbor.length >> 8, cbor.length & 0xff), cbor)
  const signature = await input.sign(concatBytes(CONTEXT, signed))
  return `p2panda:1:${encodeBase64url(concatBytes(signed, signature))}`
}

/** The same invite as a QR code packs it best. `invite` is what `encodeInvite` gave. */
export function inviteForQr(invite: string): string {
  return `P2PANDA:1:${encodeDigits(decodeBase64urlPrefix(invite.slice('p2panda:1:'.length)))}`
}

/**
 * Finds and checks the first invite in a text: line breaks, spaces, a `web+p2panda:` in front and words around it do no harm,
 * as chat and mail programs add them. Never throws.
 */
export async function decodeInvite(source: string): Promise<Result<Invite, InviteError>> {
  const found = inviteBytes(source.slice(0, MAX_TEXT_LENGTH))
  if (!found.ok) return found
  const { cbor, signed, signature } = found.value
  const decoded = decodeCbor(cbor)
  if (!decoded.ok || !(decoded.value instanceof Map)) return err({ code: 'bad-signature' })
  const signer = signerOf(decoded.value)
  if (signer === undefined) return err({ code: 'bad-signature' })
  const message = concatBytes(CONTEXT, signed)
  if (!(await verifySignature({ publicKey: signer, message, signature }))) return err({ code: 'bad-signature' })
  return readInvite(decoded.value)
}

interface InviteBytes {
  readonly cbor: Uint8Array
  /** Length and CBOR. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

function inviteBytes(source: string): Result<InviteBytes, InviteError> {
  // Links that went through an address bar have their colons escaped.
  const match = /p2panda:(?:\/\/)?([0-9]{1,6}):/i.exec(source.replaceAll(/%3a/gi, ':'))
  if (match === null) return err({ code: 'not-one' })
  if (match[1] !== '1') return err({ code: 'unsupported' })
  const rest = match.input.slice(match.index + match[0].length)
  // Mail programs break long lines and mark quoted ones; the length in front tells where the invite really ends.
  const unbroken = rest.replaceAll(/\s+(?:>\s*)*|[\u{ad}\u{200b}-\u{200d}\u{2060}\u{feff}]/gu, '')
  const bytes = /^[0-9]/.test(unbroken) ? decodeDigitsPrefix(unbroken) : decodeBase64urlPrefix(unbroken)
  const [high, low] = bytes
  if (high === undefined || low === undefined) return err({ code: 'truncated' })
  const length = high * 256 + low
  if (length > MAX_CBOR_BYTES) return err({ code: 'bad-signature' })
  const end = LENGTH_BYTES + length
  if (bytes.length < end + SIGNATURE_BYTES) return err({ code: 'truncated' })
  return ok({
    cbor: bytes.subarray(LENGTH_BYTES, end),
    signed: bytes.subarray(0, end),
    signature: bytes.subarray(end, end + SIGNATURE_BYTES),
  })
}

function signerOf(map: CborMap): Uint8Array | undefined {
  const signer: CborValue | undefined = map.get('i')
  return signer instanceof Uint8Array && signer.length === 32 ? signer : undefined
}

function readInvite(map: CborMap): Result<Invite, InviteError> {
  const fields = inviteFields.read(map)
  if (!fields.ok) return err({ code: 'unsupported' })
  const { f, i, k, n, t } = fields.value
  const topicKey = k === undefined ? undefined : fromHex(k)
  return ok({
    festival: `0040${f}` as FestivalId,
    ...(topicKey === undefined ? {} : { topicKey }),
    title: n,
    trackers: t,
    invitedBy: i,
  })
}
