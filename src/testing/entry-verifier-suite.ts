// What every verifier of entries must do (src/ports/entry-verifier.ts), in this thread or in a pool of workers.

import { lipmaalink, signEntry, signerFromSecretKey, yamfHash, type SignedEntry } from '../bamboo/index.ts'
import { PROVISIONAL_RUN, type EntryFindings, type EntryToVerify, type EntryVerifier } from '../ports/entry-verifier.ts'
import { expectSame, type SuiteCheck } from './check.ts'

/** Entries in the log of the suite. Every call has many, so that a pool gives them to its workers. */
const LOG_LENGTH = 200

type Findings = Pick<EntryFindings, 'signature' | 'payload'>

/** Checks for a verifier that was just made. */
export const entryVerifierSuite: readonly SuiteCheck<EntryVerifier>[] = [
  {
    name: 'of no entries there are no findings',
    run: async (verifier) => {
      expectSame(await verifier.verify([], 'all'), [])
      expectSame(await verifier.verify([], 'some'), [])
    },
  },
  {
    name: 'a log as it was signed is valid, entry by entry, and every hash is that of the bytes',
    run: async (verifier) => {
      const entries = await log()
      const findings = await verifier.verify(entries, 'all')
      expectSame(findings.map(outcome), entries.map(asValid))
      expectHashes(findings, entries)
    },
  },
  {
    name: 'every 7th signature that is wrong is found, and no other',
    run: async (verifier) => {
      const isBad = (index: number): boolean => index % 7 === 6
      const entries = (await log()).map((each, index) => (isBad(index) ? withOneBitChanged(each) : each))
      const findings = await verifier.verify(entries, 'all')
      expectSame(
        findings.map(({ signature }) => signature),
        entries.map((_, index) => (isBad(index) ? 'invalid' : 'valid')),
      )
      expectHashes(findings, entries)
    },
  },
  {
    name: 'bytes that are no entry have an invalid signature, whatever they are, and spoil nothing beside them',
    run: async (verifier) => {
      const [first = { entry: new Uint8Array(0) }, ...others] = await log()
      const { entry } = first
      const malformed = [
        new Uint8Array(0),
        Uint8Array.of(0xff),
        entry.slice(0, -1),
        Uint8Array.of(...entry, 0),
        new Uint8Array(entry.length),
        new Uint8Array(70_000).fill(0xff),
      ].map((bytes): EntryToVerify => ({ entry: bytes, payload: new Uint8Array(3) }))
      const entries = [...others.slice(0, 70), ...malformed, ...others.slice(70)]
      const findings = await verifier.verify(entries, 'all')
      const isMalformed = (index: number): boolean => index >= 70 && index < 70 + malformed.length
      expectSame(
        findings.map(({ signature }) => signature),
        entries.map((_, index) => (isMalformed(index) ? 'invalid' : 'valid')),
      )
      expectHashes(findings, entries)
    },
  },
  {
    name: 'a payload is valid, absent, of a wrong size, or another one of the same size; the signature has no part in it',
    run: async (verifier) => {
      const entries = await log()
      const [payload = new Uint8Array(0)] = entries.map((each) => each.payload)
      const cases: [Uint8Array | undefined, EntryFindings['payload']][] = [
        [payload, 'valid'],
        [undefined, 'absent'],
        [new Uint8Array(0), 'payload-size-mismatch'],
        [payload.slice(1), 'payload-size-mismatch'],
        [Uint8Array.of(...payload, 0), 'payload-size-mismatch'],
        [payload.map((byte) => byte ^ 1), 'payload-hash-mismatch'],
      ]
      const entry = entries[0]?.entry ?? new Uint8Array(0)
      const given = cases.map(([each]): EntryToVerify => (each === undefined ? { entry } : { entry, payload: each }))
      const findings = await verifier.verify([...given, ...entries], 'all')
      expectSame(
        findings.slice(0, cases.length).map(outcome),
        cases.map(([, found]) => ({ signature: 'valid', payload: found })),
      )
      expectSame(findings.slice(cases.length).map(outcome), entries.map(asValid))
    },
  },
  {
    name: 'an empty payload is a payload',
    run: async (verifier) => {
      const { bytes, payload } = await signed(1, new Uint8Array(0))
      const entries = Array.from({ length: 20 }, (_, index): EntryToVerify =>
        index % 2 === 0 ? { entry: bytes, payload } : { entry: bytes },
      )
      const findings = await verifier.verify(entries, 'all')
      expectSame(
        findings.map(outcome),
        entries.map((_, index) => ({ signature: 'valid', payload: index % 2 === 0 ? 'valid' : 'absent' })),
      )
    },
  },
  {
    name: 'asked for some signatures it checks the last and one in 64, and the payloads and hashes of all',
    run: async (verifier) => {
      const entries = (await log()).map((each, index) => (index === 3 ? withOneBitChanged(each) : each))
      const many = Array.from({ length: 1000 }, (_, index) => entries[index % LOG_LENGTH] ?? { entry: none })
      const findings = await verifier.verify(many, 'some')
      expectSame(
        findings.map(({ payload }) => payload),
        many.map(() => 'valid'),
      )
      expectHashes(findings, many)
      expectSame(findings.at(-1)?.signature, 'valid')
      const checked = [-1, ...findings.keys()].filter((index) => findings[index]?.signature !== 'unchecked')
      const gaps = checked.slice(1).map((index, place) => index - (checked[place] ?? 0))
      expectSame(
        gaps.filter((gap) => gap > PROVISIONAL_RUN),
        [],
      )
      if (checked.length > 40) throw new Error(`${checked.length} signatures of 1000 were checked`)
      const bad = [...entries.slice(0, 50), withOneBitChanged(entries[50] ?? { entry: none })]
      const last = (await verifier.verify(bad, 'some')).map(({ signature }) => signature)
      expectSame(
        last,
        bad.map((_, index) => (index === bad.length - 1 ? 'invalid' : 'unchecked')),
      )
    },
  },
  {
    name: '1,000 entries in many calls at once are all answered, each in its place',
    run: async (verifier) => {
      const entries = await log()
      const many = Array.from({ length: 1000 }, (_, index) => entries[(index * 7) % LOG_LENGTH] ?? { entry: none })
      const calls: EntryToVerify[][] = []
      for (let start = 0, size = 9; start < many.length; start += size, size = 9 + ((size * 5) % 83)) {
        calls.push(many.slice(start, start + size))
      }
      const findings = (await Promise.all(calls.map((call) => verifier.verify(call, 'all')))).flat()
      expectHashes(findings, many)
      expectSame(findings.map(outcome), many.map(asValid))
    },
  },
  {
    name: 'views of a larger buffer are read where they are, and nothing that was given is changed or taken away',
    run: async (verifier) => {
      const entries = await log()
      const buffer = new Uint8Array(entries.length * 1000)
      const views = entries.map(({ entry, payload = none }, index) => {
        buffer.set(entry, index * 1000)
        buffer.set(payload, index * 1000 + 500)
        return {
          entry: buffer.subarray(index * 1000, index * 1000 + entry.length),
          payload: buffer.subarray(index * 1000 + 500, index * 1000 + 500 + payload.length),
        }
      })
      const before = yamfHash(buffer)
      expectSame((await verifier.verify(views, 'all')).map(outcome), entries.map(asValid))
      expectSame(yamfHash(buffer), before)
    },
  },
]

const none = new Uint8Array(0)
let made: Promise<EntryToVerify[]> | undefined

/** A log with payloads of 300 bytes, signed once. */
function log(): Promise<EntryToVerify[]> {
  made ??= signLog()
  return made
}

async function signLog(): Promise<EntryToVerify[]> {
  const entries: (SignedEntry & { payload: Uint8Array })[] = []
  for (let seqNum = 1; seqNum <= LOG_LENGTH; seqNum += 1) {
    const payload = new Uint8Array(300).fill(seqNum)
    entries.push(await signed(seqNum, payload, entries))
  }
  return entries.map(({ bytes, payload }) => ({ entry: bytes, payload }))
}

async function signed(
  seqNum: number,
  payload: Uint8Array,
  before: readonly SignedEntry[] = [],
): Promise<SignedEntry & { payload: Uint8Array }> {
  const signer = await signerFromSecretKey(new Uint8Array(32).fill(5))
  const [backlink, lipmaa] = [before[seqNum - 2]?.hash, before[lipmaalink(seqNum) - 1]?.hash]
  const entry = await signEntry({ signer, logId: 1n, seqNum, backlink, lipmaalink: lipmaa, payload })
  if (!entry.ok) throw new Error(`not signed: ${entry.error.code}`)
  return { ...entry.value, payload }
}

/** One bit of the signature is different. */
function withOneBitChanged({ entry, ...rest }: EntryToVerify): EntryToVerify {
  const changed = Uint8Array.from(entry)
  changed[changed.length - 33] = (changed.at(-33) ?? 0) ^ 1
  return { ...rest, entry: changed }
}

function asValid(): Findings {
  return { signature: 'valid', payload: 'valid' }
}

function outcome({ signature, payload }: EntryFindings): Findings {
  return { signature, payload }
}

function expectHashes(findings: readonly EntryFindings[], entries: readonly EntryToVerify[]): void {
  expectSame(
    findings.map(({ hash }) => hash),
    entries.map(({ entry }) => yamfHash(entry)),
  )
}
