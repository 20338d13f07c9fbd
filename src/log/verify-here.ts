// The entry verifier of this very thread (DESIGN 3.3, 4.1). Workers run the same function, so that everybody finds the same.
// Call `prepareHashing` first, or hashing is slow.

import {
  SIGNATURE_LENGTH,
  YAMF_HASH_LENGTH,
  checkPayload,
  skimEntry,
  verifySignature,
  writeYamfHash,
  type Entry,
} from '../bamboo/index.ts'
import {
  PROVISIONAL_RUN,
  type EntryFindings,
  type EntryToVerify,
  type EntryVerifier,
  type SignaturesToCheck,
} from '../ports/entry-verifier.ts'

/** Entries whose signatures are asked for together: enough to keep every core busy where the browser verifies in a pool. */
const SLICE = 64

/**
 * Verifies where it is called. Two slices of signatures are in flight at a time, so that none waits for the hashing of
 * the next. Leave the bytes alone until it settles.
 */
export const verifyHere: EntryVerifier = { verify }

async function verify(entries: readonly EntryToVerify[], signatures: SignaturesToCheck): Promise<EntryFindings[]> {
  const findings: EntryFindings[] = []
  const hashes = new Uint8Array(entries.length * YAMF_HASH_LENGTH)
  let earlier: Promise<unknown> = Promise.resolve()
  for (let start = 0; start < entries.length; start += SLICE) {
    const pending: Promise<void>[] = []
    for (const asked of entries.slice(start, start + SLICE)) {
      const index = findings.length
      const decoded = skimEntry(asked.entry)
      const isAsked = decoded.ok && (signatures === 'all' || isOneOfSome(index, entries.length))
      // Asked first: the signature is under way while this thread hashes.
      const isSigned = isAsked ? askSignature(asked.entry, decoded.value) : undefined
      const hash = hashes.subarray(index * YAMF_HASH_LENGTH, (index + 1) * YAMF_HASH_LENGTH)
      const found = look(asked, decoded, hash)
      findings.push(found)
      if (isSigned !== undefined)
        pending.push(isSigned.then((yes) => void (found.signature = yes ? 'valid' : 'invalid')))
    }
    await earlier
    earlier = Promise.all(pending)
  }
  await earlier
  return findings
}

/** Everything but the signature. */
export function lookAt(asked: EntryToVerify): EntryFindings {
  return look(asked, skimEntry(asked.entry), new Uint8Array(YAMF_HASH_LENGTH))
}

function isOneOfSome(index: number, count: number): boolean {
  return index === count - 1 || index % PROVISIONAL_RUN === PROVISIONAL_RUN - 1
}

/** `hash` is room for one. */
function look(
  { entry: bytes, payload }: EntryToVerify,
  decoded: ReturnType<typeof skimEntry>,
  hash: Uint8Array,
): EntryFindings {
  writeYamfHash(bytes, hash, 0)
  if (!decoded.ok) return { hash, signature: 'invalid', payload: 'absent' }
  if (payload === undefined) return { hash, signature: 'unchecked', payload: 'absent' }
  const checked = checkPayload(decoded.value, payload)
  return { hash, signature: 'unchecked', payload: checked.ok ? 'valid' : checked.error.code }
}

function askSignature(bytes: Uint8Array, { author, signature }: Entry): Promise<boolean> {
  const message = bytes.subarray(0, bytes.length - SIGNATURE_LENGTH)
  return verifySignature({ publicKey: author, message, signature })
}
