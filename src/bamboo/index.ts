// The bamboo room: everything that the bamboo specification defines, and nothing else (design §4.1).

export type { Result } from './result.ts'
export { err, ok } from './result.ts'
export { compareBytes, concatBytes, equalBytes, fromHex, toHex, utf8Decode, utf8Encode } from './bytes.ts'
export type { VarU64Error } from './varu64.ts'
export { decodeCount, decodeVarU64, encodeVarU64, skimCount, varU64Length, writeVarU64 } from './varu64.ts'
export { YAMF_HASH_LENGTH, isYamfHash, prepareHashing, writeYamfHash, yamfHash } from './yamf-hash.ts'
export { MAX_SEQ_NUM, certificatePool, lipmaalink } from './lipmaa.ts'
export type { Entry } from './entry.ts'
export { MAX_ENTRY_LENGTH, MAX_LOG_ID, PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH } from './entry.ts'
export { encodeEntry, encodeUnsigned } from './encode.ts'
export type { DecodeError, DecodeErrorCode } from './decode.ts'
export { decodeEntry, isEntryOf, skimEntry, viewEntry } from './decode.ts'
export type { EntryField, EntryFieldName } from './fields.ts'
export { entryFields } from './fields.ts'
export type { SignatureParts } from './ed25519.ts'
export { canVerify, verifySignature } from './ed25519.ts'
export type { SignError, SignErrorCode, SignInput, SignedEntry, Signer } from './sign.ts'
export { signEntry, signerFromSecretKey } from './sign.ts'
export type { LinkError, LinkErrorCode, LinkHashes } from './links.ts'
export { checkLinks } from './links.ts'
export type { Anchor, PoolError, PoolErrorCode, PoolMember, ProvenPool } from './pool.ts'
export { checkPool } from './pool.ts'
export type { PayloadError, PayloadErrorCode } from './payload.ts'
export { checkPayload } from './payload.ts'
export type {
  HeaderError,
  HeaderErrorCode,
  VerifiedEntry,
  VerifiedHeader,
  VerifyError,
  VerifyErrorCode,
  VerifyInput,
} from './verify.ts'
export { verifyEntry, verifyHeader } from './verify.ts'
