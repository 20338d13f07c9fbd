// Bytes of an entry, in great numbers and without signatures: decoding against the plain reader, and back.

import { decodeEntry, encodeEntry, equalBytes, toHex, type Entry } from '../../../src/bamboo/index.ts'
import { codes } from '../codes.ts'
import type { Corpus } from '../corpus.ts'
import { Forger, noise } from '../forge.ts'
import { referenceRead, type ReferenceEntry } from '../reference.ts'
import type { Target } from '../run.ts'
import { expectThat } from '../trial.ts'

/** `decode` is the real one, except when the fuzzer itself is tested. */
export function entriesTarget(corpus: Corpus, decode: typeof decodeEntry = decodeEntry): Target {
  const forger = new Forger(corpus)
  const entries = [...corpus.logs.flatMap((log) => log.entries), ...corpus.lone]
  return {
    name: 'entry bytes',
    share: 60,
    run(trial) {
      const isNoise = trial.dice.oneIn(50)
      const bytes = isNoise ? noise(trial) : forger.forge(trial, trial.dice.pick(entries)).bytes
      trial.saw('entry', bytes)
      const given = bytes.slice()
      const decoded = decode(bytes)
      expectThat(equalBytes(bytes, given), 'decoding leaves its input alone')
      const expected = referenceRead(bytes)
      expectThat(
        decoded.ok === (expected !== undefined),
        `the plain reader says ${expected === undefined ? 'no' : 'yes'}`,
      )
      if (!decoded.ok || expected === undefined) return decoded.ok ? 'well-formed' : refusal(decoded.error, bytes)
      expectThat(equalBytes(encodeEntry(decoded.value), bytes), 'an entry has one encoding')
      expectThat(isSame(decoded.value, expected), 'both readers read the same')
      return 'well-formed'
    },
  }
}

function refusal({ code, offset }: { code: string; offset: number }, bytes: Uint8Array): string {
  expectThat(codes.decode.has(code), `${code} is no code of the decoder`)
  expectThat(offset >= 0 && offset <= bytes.length, 'the offset lies within the bytes')
  return code
}

function isSame(entry: Entry, expected: ReferenceEntry): boolean {
  const hex = (bytes: Uint8Array | undefined): string | undefined => (bytes === undefined ? undefined : toHex(bytes))
  return (
    hex(entry.author) === expected.author &&
    entry.logId === expected.logId &&
    BigInt(entry.seqNum) === expected.seqNum &&
    hex(entry.lipmaalink) === expected.lipmaalink &&
    hex(entry.backlink) === expected.backlink &&
    BigInt(entry.payloadSize) === expected.payloadSize &&
    hex(entry.payloadHash) === expected.payloadHash &&
    entry.isEndOfLog === expected.isEndOfLog
  )
}
