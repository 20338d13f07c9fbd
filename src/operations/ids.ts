// The names of things inside operations: public keys and entry hashes as lower-case hex, branded so that one can not
// stand for the other. The hash of the entry that created an object is the object's id (DESIGN 4.2).

/** Ed25519 public key of an author, 64 lower-case hex digits. */
export type PublicKey = string & { readonly __brand: 'public-key' }

/** yamf-hash of an entry, `0040` and 64 bytes as 132 lower-case hex digits. */
export type EntryHash = string & { readonly __brand: 'entry-hash' }

/** An object is named by the hash of the entry that created it. */
export type ObjectId = EntryHash

/** A festival is named by the hash of its `festival.create` entry. */
export type FestivalId = EntryHash

const PUBLIC_KEY = /^[0-9a-f]{64}$/
const ENTRY_HASH = /^0040[0-9a-f]{128}$/

/** The text as a public key, or undefined when it is none. */
export function parsePublicKey(text: unknown): PublicKey | undefined {
  return typeof text === 'string' && PUBLIC_KEY.test(text) ? (text as PublicKey) : undefined
}

/** The text as an entry hash (object id, festival id), or undefined when it is none. */
export function parseEntryHash(text: unknown): EntryHash | undefined {
  return typeof text === 'string' && ENTRY_HASH.test(text) ? (text as EntryHash) : undefined
}
