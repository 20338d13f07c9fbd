// What bamboo takes from the JavaScript platform itself: UTF-8 and WebCrypto. Both exist in browsers, workers and Node,
// but not in the `ES2023` library, and declaring them as globals would clash with projects that have the DOM library.

interface Utf8Encoder {
  encode(text: string): Uint8Array
}

interface Utf8Decoder {
  decode(bytes: Uint8Array): string
}

interface Platform {
  readonly TextEncoder: new () => Utf8Encoder
  readonly TextDecoder: new (label: string, options: { fatal: boolean; ignoreBOM: boolean }) => Utf8Decoder
  readonly crypto?: { readonly subtle?: NativeEd25519 }
}

/** A public key as WebCrypto holds it; opaque to us. */
export type NativeKey = object

/** The part of `SubtleCrypto` that verifies Ed25519. Missing in insecure contexts, without Ed25519 in old browsers. */
export interface NativeEd25519 {
  importKey(
    format: 'raw',
    key: Uint8Array,
    algorithm: { name: 'Ed25519' },
    extractable: boolean,
    usages: readonly 'verify'[],
  ): Promise<NativeKey>
  verify(algorithm: { name: 'Ed25519' }, key: NativeKey, signature: Uint8Array, message: Uint8Array): Promise<boolean>
}

const platform = globalThis as unknown as Platform

/** The platform's UTF-8 encoder (lone surrogates become U+FFFD). */
export const utf8Encoder: Utf8Encoder = new platform.TextEncoder()

/**
 * The platform's UTF-8 decoder: throws on bytes that are not UTF-8 and keeps a byte order mark, so it loses nothing.
 */
export const utf8Decoder: Utf8Decoder = new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** WebCrypto, looked up at every call because a page or a test may take it away. */
export function nativeEd25519(): NativeEd25519 | undefined {
  return platform.crypto?.subtle
}
