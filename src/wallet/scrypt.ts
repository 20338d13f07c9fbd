// scrypt (RFC 7914) of WebAssembly: what makes guessing a password or passphrase slow (DESIGN 7).

import { scrypt } from 'hash-wasm'
import { utf8Encode } from '../bamboo/bytes.ts'

/** Cost N (a power of two), block size r, parallelism p: it takes 128 · N · r bytes of memory. */
export interface ScryptCost {
  n: number
  r: number
  p: number
}

/** 32 bytes of a secret text; whatever form of Unicode it was typed in, the same ones. */
export type StretchKey = (secret: string, salt: Uint8Array, cost: ScryptCost) => Promise<Uint8Array>

export const stretchKey: StretchKey = (secret, salt, { n, r, p }) =>
  scrypt({
    password: utf8Encode(secret.normalize('NFKC')),
    salt,
    costFactor: n,
    blockSize: r,
    parallelism: p,
    hashLength: 32,
    outputType: 'binary',
  })
