// Bundles (DESIGN 3.3): files from anywhere, read in pieces. Importing stores only what was signed, verifying stores nothing and
// says the same, and neither asks the file for more than it has.

import { concatBytes, equalBytes, toHex } from '../../../src/bamboo/index.ts'
import type { BundleErrorCode } from '../../../src/log/bundle/format.ts'
import { importBundle, type ImportError, type ImportOptions } from '../../../src/log/bundle/import-bundle.ts'
import { readBundleHead } from '../../../src/log/bundle/read-head.ts'
import type { BundleSource } from '../../../src/log/bundle/source.ts'
import { verifyBundle } from '../../../src/log/bundle/verify-bundle.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import { bundleMutations, joinBundle, sealAgain, splitBundle, type ForgedBundle } from '../bundle-mutations.ts'
import { byteMutations } from '../byte-mutations.ts'
import { codes } from '../codes.ts'
import type { Corpus, HonestLog } from '../corpus.ts'
import { Budget, countingStore } from '../counting-store.ts'
import type { Target } from '../run.ts'
import { checkStore } from '../store-check.ts'
import { expectThat } from '../trial.ts'
import { hold } from './ingestion.ts'

/** Entries of each log in a bundle: signatures cost. */
const MAX_ENTRIES = 5
const STORE_STEPS = 2000
const LARGEST_READ = 2 ** 21
/** More than any memory. */
const HUGE = 2 ** 40

/** `verifier` is the real one, except when the fuzzer itself is tested. */
export function bundlesTarget(corpus: Corpus, options: Pick<ImportOptions, 'verifier'> = {}): Target {
  const mutations = bundleMutations(corpus)
  const festivals = new Set(corpus.logs.map(({ festival }) => festival))
  const bundles = honestBundles(corpus)
  return {
    name: 'bundle',
    share: 2,
    async run(trial) {
      const honest = trial.dice.pick(await bundles)
      const changed = trial.mutate(honest, mutations)
      const forged = changed === honest || trial.dice.oneIn(4) ? changed : trial.once(changed, sealAgain)
      const whole = joinBundle(forged)
      const bytes = trial.dice.oneIn(8) ? trial.mutate(whole, byteMutations) : whole
      trial.saw('bundle', bytes)
      const budget = new Budget()
      budget.allow(STORE_STEPS)
      const store = countingStore(budget)
      const from = trial.dice.oneIn(8) ? { from: trial.dice.below(bytes.length + 9) } : {}
      const size = trial.dice.oneIn(16) ? bytes.length + HUGE : bytes.length
      const source = countingSource(bytes, size)
      const imported = await importBundle(store, source, {
        accept: () => true,
        ...from,
        ...options,
      })
      expectThat(source.wrong.length === 0, source.wrong.join())
      budget.allow(STORE_STEPS)
      const signed = new Set(forged.signed)
      await checkStore(store, festivals, (each) => corpus.signed.has(toHex(each)) || signed.has(toHex(each)))
      const outcome = imported.ok ? imported.value : imported.error.outcome
      for (const { code } of outcome.problems) expectThat(PROBLEMS.has(code), `${code} is no code of problems`)
      const verdict = imported.ok ? verdictOf(outcome.problems) : imported.error.code
      expectThat(imported.ok || Object.hasOwn(ERRORS, verdict), `${verdict} is no code of bundles`)
      const isAsWritten = equalBytes(bytes, joinBundle(honest)) || (forged !== changed && equalBytes(bytes, whole))
      const isFromStart = from.from === undefined && size === bytes.length
      expectThat(!isFromStart || verdict !== 'accepted' || isAsWritten, 'what nobody wrote is taken for whole')
      expectThat(!trial.isHonest || !isFromStart || verdict === 'accepted', `an honest bundle is refused: ${verdict}`)
      if (trial.dice.oneIn(4)) await expectSameVerdict(bytes, isFromStart ? verdict : undefined)
      return verdict
    },
  }
}

const ERRORS: Readonly<Record<BundleErrorCode | ImportError['code'], true>> = {
  'not-one': true,
  unsupported: true,
  truncated: true,
  damaged: true,
  'too-large': true,
  unreadable: true,
  aborted: true,
  'storage-full': true,
  'storage-failed': true,
  contended: true,
}

const PROBLEMS: ReadonlySet<string> = new Set([...codes.ingest, ...codes.forkProof, 'not-accepted', 'malformed-record'])

function verdictOf(problems: readonly { code: string }[]): string {
  return problems[0]?.code ?? 'accepted'
}

/** What is fine without a store is fine with one. Verifying is stricter: it can not compare what it has passed already. */
async function expectSameVerdict(bytes: Uint8Array, verdict: string | undefined): Promise<void> {
  const head = await readBundleHead(countingSource(bytes))
  const verified = await verifyBundle(countingSource(bytes))
  expectThat(head.ok || !verified.ok, 'a bundle without a head is no bundle')
  if (verdict === undefined) return
  const said = verified.ok ? verdictOf(verified.value.problems) : verified.error.code
  // A proof that is not next to its log is forgotten before its entries come.
  const isAsGood = verdict === 'accepted' || verdict === 'forked'
  expectThat(said !== 'accepted' || isAsGood, `verifying says accepted, importing ${verdict}`)
  const isStricter = said === 'accepted' || said === 'not-consecutive'
  expectThat(verdict !== 'accepted' || isStricter, `importing says accepted, verifying ${said}`)
}

/**
 * Gives bytes as a file would, and counts: what reads without end runs out of steps. A file may be far larger than its bytes,
 * which nobody may try to read in one piece.
 */
function countingSource(bytes: Uint8Array, size: number = bytes.length): BundleSource & { readonly wrong: string[] } {
  let left = 20 + bytes.length
  // Remembered, because readers take an exception for a file that can not be read.
  const wrong: string[] = []
  return {
    size,
    wrong,
    async read(offset, length) {
      left -= 1
      if (left < 0) {
        wrong.push('read too often')
        throw new RangeError('read too often')
      }
      const isInside = offset >= 0 && length >= 0 && offset + length <= size && length <= LARGEST_READ
      if (!isInside) wrong.push(`read ${length} bytes at ${offset} of ${size}`)
      const part = new Uint8Array(Math.min(length, LARGEST_READ)).fill(0xff)
      part.set(bytes.subarray(offset, offset + part.length))
      return part
    },
  }
}

/** One bundle for each festival, one for both, and one with a fork. */
async function honestBundles(corpus: Corpus): Promise<ForgedBundle[]> {
  const [first, ...others] = corpus.logs.map((log) => ({ ...log, entries: log.entries.slice(0, MAX_ENTRIES) }))
  if (first === undefined) throw new RangeError('no logs')
  const inFestival = others.filter(({ festival }) => festival === first.festival)
  const inOther = others.filter(({ festival }) => festival !== first.festival)
  return [
    await bundleOf([first, ...inFestival.slice(0, 2)]),
    await bundleOf(inOther),
    await bundleOf([first, ...others.slice(0, 1), ...inOther]),
    await bundleOf([corpus.logs[0] ?? first], corpus.branch),
  ]
}

async function bundleOf(logs: readonly HonestLog[], branch?: HonestLog): Promise<ForgedBundle> {
  const store = new MemoryLogStore()
  for (const log of logs) await hold(store, log, log.entries.length)
  const place = (branch?.entries.length ?? 0) - 1
  const [first, second] = [logs[0]?.entries[place], branch?.entries[place]]
  if (first !== undefined && second !== undefined) {
    const { author, logId, seqNum } = first
    await store.keepForkProof({ author: author.hex, logId, seqNum, first: first.bytes, second: second.bytes })
  }
  const parts: Uint8Array[] = []
  const festivals = [...new Set(logs.map(({ festival }) => festival))].map((festival) => ({ festival }))
  for await (const part of writeBundle(store, festivals)) parts.push(part)
  return splitBundle(concatBytes(...parts))
}
