// The twelve words (BIP-39, English list, no passphrase) that hold everything the wallet can derive (DESIGN 7).

import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedWebcrypto } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { err, ok, type Result } from '../bamboo/result.ts'
import type { Random } from '../ports/random.ts'

/** Bytes of entropy behind twelve words. */
export const ENTROPY_LENGTH = 16

/** Why a text is not a set of twelve words. */
export type WordsErrorCode = 'wrong-count' | 'unknown-word' | 'wrong-checksum'

/** A refusal; `word` is the first one that is not in the list, counted from 0. */
export interface WordsError {
  code: WordsErrorCode
  word?: number
}

/** 16 fresh bytes: the only secret that a wallet stores. */
export function makeEntropy(random: Random): Uint8Array {
  return random.bytes(ENTROPY_LENGTH)
}

/** The twelve words of 16 bytes, separated by single spaces. */
export function wordsOf(entropy: Uint8Array): string {
  return entropyToMnemonic(entropy, wordlist)
}

/** The 16 bytes of twelve words; upper case and any white space between words are tolerated. */
export function entropyOf(text: string): Result<Uint8Array, WordsError> {
  const words = text.normalize('NFKD').trim().toLowerCase().split(/\s+/)
  if (words.length !== 12) return err({ code: 'wrong-count' })
  const word = words.findIndex((candidate) => !wordlist.includes(candidate))
  if (word !== -1) return err({ code: 'unknown-word', word })
  try {
    return ok(mnemonicToEntropy(words.join(' '), wordlist))
  } catch {
    return err({ code: 'wrong-checksum' })
  }
}

/** The 64-byte seed that BIP-39 makes of the words (PBKDF2, native where the platform has it). */
export async function seedOf(entropy: Uint8Array): Promise<Uint8Array> {
  return mnemonicToSeedWebcrypto(wordsOf(entropy))
}
