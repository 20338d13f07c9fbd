// The short run of the fuzzer, and the fuzzer itself under test: it repeats, it covers, and it finds what is broken on
// purpose. The long run is `npm run fuzz`.

import { beforeAll, describe, expect, it } from 'vitest'
import { operationNames } from '../../src/operations/codec.ts'
import * as broken from './broken.ts'
import { corpusOf, type Corpus } from './corpus.ts'
import { PASSED, failureLines, summaryLine } from './report.ts'
import { fuzz, type FuzzReport, type Target } from './run.ts'
import { allTargets } from './targets.ts'
import { entriesTarget } from './targets/entries.ts'
import { ingestionTarget } from './targets/ingestion.ts'
import { payloadsTarget } from './targets/payloads.ts'
import { verificationTarget } from './targets/verification.ts'

const SHORT_RUN = 12_000
/** A few seconds on a machine that has nothing else to do. */
const PATIENCE_MS = 120_000

describe('twelve thousand hostile inputs', () => {
  let report: FuzzReport

  beforeAll(async () => {
    report = await fuzz({ seed: 1, cases: SHORT_RUN, targets: allTargets })
  }, PATIENCE_MS)

  it('break no promise: nothing throws, nothing unsigned is accepted, every refusal has a code', () => {
    expect(report.failures.map((failure) => failureLines(failure).join('\n'))).toEqual([])
    expect(report.cases).toBe(SHORT_RUN)
  })

  it('reach every target, and each of them both lets in and refuses', () => {
    const outcomes = [...report.verdicts].map(([name, verdicts]) => {
      const kinds = [...verdicts.keys()]
      return { name, letsIn: kinds.some((kind) => PASSED.has(kind)), refuses: kinds.some((kind) => !PASSED.has(kind)) }
    })
    // A history has many inputs and says only how it ended.
    const oneSided = outcomes.filter(({ letsIn, refuses }) => !letsIn || !refuses)
    expect(oneSided).toEqual([{ name: 'history', letsIn: true, refuses: false }])
    expect(outcomes.length).toBe(allTargets(corpus).length)
  })
})

let corpus: Corpus
beforeAll(async () => {
  corpus = await corpusOf(1)
})

describe('the corpus', () => {
  it('has every operation, log ids to 2^64 - 1, and sequence numbers to 2^53 - 1', () => {
    expect(new Set(corpus.operations.map(({ op }) => op))).toEqual(new Set(operationNames))
    expect(corpus.logs.some(({ logId }) => logId === 2n ** 64n - 1n)).toBe(true)
    expect(Math.max(...corpus.lone.map(({ seqNum }) => seqNum))).toBe(Number.MAX_SAFE_INTEGER)
    expect(corpus.logs.some(({ entries }) => entries.at(-1)?.isEndOfLog === true)).toBe(true)
  })
})

describe('the fuzzer', () => {
  const countsOf = async (seed: number): Promise<object> => {
    const { verdicts } = await fuzz({ seed, cases: 400, targets: allTargets })
    return Object.fromEntries([...verdicts].map(([target, counts]) => [target, Object.fromEntries(counts)]))
  }

  it('does the same again for the same seed, and something else for another', async () => {
    const first = await countsOf(7)
    expect(await countsOf(7)).toEqual(first)
    expect(await countsOf(8)).not.toEqual(first)
  })

  it('counts what came of the cases', async () => {
    const quiet: Target = { name: 'quiet', share: 1, run: () => 'accepted' }
    const { cases, verdicts, ...rest } = await fuzz({ seed: 3, cases: 5, targets: () => [quiet] })
    expect(verdicts.get('quiet')?.get('accepted')).toBe(5)
    expect(summaryLine({ cases, verdicts, ...rest })).toContain(
      '5 accepted, 0 well-formed, 0 histories converged, 0 refused, 0 broken',
    )
  })

  it.each<[string, (corpus: Corpus) => Target]>([
    ['a decoder that ignores trailing bytes', (all) => entriesTarget(all, broken.ignoringTheEnd)],
    ['a decoder that throws', (all) => entriesTarget(all, broken.throwing)],
    ['a decoder that mixes up the links', (all) => entriesTarget(all, broken.mixingLinksUp)],
    ['an operation decoder that repairs what it can not read', (all) => payloadsTarget(all, broken.repairing)],
    ['verification without links', (all) => verificationTarget(all, broken.withoutLinks)],
    ['verification without the payload', (all) => verificationTarget(all, broken.withoutPayload)],
    ['a verifier for which every signature is good', (all) => ingestionTarget(all, { verifier: broken.gullible })],
  ])('finds %s', async (_name, target) => {
    const report = await fuzz({ seed: 1, cases: 3000, maxFailures: 1, targets: (all) => [target(all)] })
    const [failure] = report.failures
    expect(failure?.inputs.length).toBeGreaterThan(0)
    expect(failure?.mutations.length).toBeLessThanOrEqual(2)
    const again = await fuzz({ seed: 1, from: failure?.case ?? 0, cases: 1, targets: (all) => [target(all)] })
    expect(again.failures).toEqual([failure])
  })
})
