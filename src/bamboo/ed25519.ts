// The one rule for signatures (design §4.1), because verifiers disagree on odd keys and one entry must not split the
// network: refuse odd points by a byte test, then S < L and the cofactorless equation, natively or, where the platform can not,
// in JavaScript. That part is loaded when it is needed, which in most places is never.

import { equalBytes, fromHex, toHex } from './bytes.ts'
import { hasUsableForm } from './ed25519-form.ts'
import { nativeEd25519, type NativeEd25519, type NativeKey } from './platform.ts'

/** What a signature check looks at: 32 bytes of key, any message, 64 bytes of signature (other lengths are invalid). */
export interface SignatureParts {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/**
 * Whether the signature is valid under the one rule. Rejects only where `canVerify` is false. Leave the bytes alone until it settles.
 */
export async function verifySignature(parts: SignatureParts): Promise<boolean> {
  if (!hasUsableForm(parts.publicKey, parts.signature)) return false
  return (await askNative(parts)) ?? (await fallback()).verifyFallback(parts)
}

/** False where the platform has no Ed25519 and the fallback is a file of its own that is not there (web sites, decision 0051). */
export async function canVerify(): Promise<boolean> {
  if ((await askNative(PROBE)) !== undefined) return true
  return fallback().then(
    () => true,
    () => false,
  )
}

function fallback(): Promise<typeof import('./ed25519-fallback.ts')> {
  return import('./ed25519-fallback.ts')
}

/** The rule through WebCrypto only; `undefined` when the platform has no Ed25519 or its answer was an exception. */
export async function verifyNative(parts: SignatureParts): Promise<boolean | undefined> {
  return hasUsableForm(parts.publicKey, parts.signature) ? askNative(parts) : false
}

const ALGORITHM = { name: 'Ed25519' } as const
/** A festival has tens of active authors; more only cost an import again. */
const MAX_KEPT_KEYS = 256
const keptKeys = new Map<string, Promise<NativeKey>>()
let nativeWorks: Promise<boolean> | undefined
/** What became of it: afterwards nobody waits for it, hundreds of times at once. */
let isProven = false

function askNative(parts: SignatureParts): Promise<boolean | undefined> {
  const native = nativeEd25519()
  if (native === undefined) return Promise.resolve(undefined)
  return isProven ? nativeAnswer(native, parts) : provenAnswer(native, parts)
}

async function provenAnswer(native: NativeEd25519, parts: SignatureParts): Promise<boolean | undefined> {
  nativeWorks ??= provesItself(native)
  isProven = await nativeWorks
  return isProven ? nativeAnswer(native, parts) : undefined
}

/** An exception says nothing about the signature (a browser without Ed25519, a worker shutting down): no answer. */
async function nativeAnswer(native: NativeEd25519, parts: SignatureParts): Promise<boolean | undefined> {
  try {
    const key = readyKey(parts.publicKey) ?? (await importedKey(native, parts.publicKey))
    return await native.verify(ALGORITHM, key, parts.signature, parts.message)
  } catch {
    keptKeys.delete(toHex(parts.publicKey))
    latestKey = undefined
    return undefined
  }
}

/** The key asked for last: entries come log by log, and naming a key in hexadecimal costs more than comparing it. */
let latestKey: { publicKey: Uint8Array; key: Promise<NativeKey>; ready?: NativeKey } | undefined

/** The latest key without waiting for it, which hundreds of signatures at once would each do. */
function readyKey(publicKey: Uint8Array): NativeKey | undefined {
  const ready = latestKey?.ready
  return latestKey !== undefined && equalBytes(latestKey.publicKey, publicKey) ? ready : undefined
}

async function importedKey(native: NativeEd25519, publicKey: Uint8Array): Promise<NativeKey> {
  if (latestKey !== undefined && equalBytes(latestKey.publicKey, publicKey)) return latestKey.key
  const latest: typeof latestKey = { publicKey: new Uint8Array(publicKey), key: keptKey(native, publicKey) }
  latestKey = latest
  latest.ready = await latest.key
  return latest.ready
}

function keptKey(native: NativeEd25519, publicKey: Uint8Array): Promise<NativeKey> {
  const id = toHex(publicKey)
  const key = keptKeys.get(id) ?? native.importKey('raw', publicKey, ALGORITHM, false, ['verify'])
  // Setting it again moves it to the end: the first key of the map is the one that was not used for longest.
  keptKeys.delete(id)
  keptKeys.set(id, key)
  const [oldest] = keptKeys.keys()
  if (keptKeys.size > MAX_KEPT_KEYS && oldest !== undefined) keptKeys.delete(oldest)
  return key
}

/** A known signature of the empty message, by the key whose secret is 32 zero bytes. */
const PROBE: SignatureParts = {
  publicKey: probeBytes('3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29'),
  message: new Uint8Array(0),
  signature: probeBytes(
    '8f895b3cafe2c9506039d0e2a66382568004674fe8d237785092e40d6aaf483e' +
      '4fc60168705f31f101596138ce21aa357c0d32a064f423dc3ee4aa3abf53f803',
  ),
}

function probeBytes(hex: string): Uint8Array {
  return fromHex(hex) ?? new Uint8Array(0)
}

/** Once per context: native Ed25519 accepts a known signature and refuses it for another message. */
async function provesItself(native: NativeEd25519): Promise<boolean> {
  const accepts = await nativeAnswer(native, PROBE)
  const refuses = await nativeAnswer(native, { ...PROBE, message: Uint8Array.of(0) })
  return accepts === true && refuses === false
}
