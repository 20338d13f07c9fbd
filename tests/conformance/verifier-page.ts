// The pool inside a real browser: a web page, Chromium's offscreen document, Firefox's event page. All with real workers,
// whose answers are counted, so that a pool that quietly does everything itself is noticed.

import { createVerifierPool, type VerifierPool } from '../../src/adapters/web/verifier-pool.ts'
import { fromHex, toHex } from '../../src/bamboo/index.ts'
import type { EntryToVerify } from '../../src/ports/entry-verifier.ts'
import { entryVerifierSuite } from '../../src/testing/entry-verifier-suite.ts'
import { payloadOf, type BambooVectors } from '../e2e/vectors-page.ts'

export interface Outcome {
  passed: number
  /** One line for each check that failed. */
  failed: string[]
  /** Workers that were started, and what they answered: entries with findings. */
  workers: number
  answers: number
}

/** Runs the suite of entry verifiers, every check with a pool of its own. */
export function runSuite(): Promise<Outcome> {
  return counted(async (open, outcome) => {
    for (const { name, run } of entryVerifierSuite) {
      await check(outcome, name, () => run(open()))
    }
  })
}

/** Entries and byte strings that are none, through one pool. */
export function runEntries({ log, single, malformed }: BambooVectors): Promise<Outcome> {
  return counted(async (open, outcome) => {
    const valid = [...log, ...single]
    const entries = valid.map((vector): EntryToVerify => ({ entry: bytesOf(vector.bytes), payload: payloadOf(vector) }))
    const refused = malformed.map(({ bytes }): EntryToVerify => ({ entry: bytesOf(bytes) }))
    const findings = await open().verify([...entries, ...refused], 'all')
    for (const [index, { name, hash }] of valid.entries()) {
      const { signature, payload, hash: found = new Uint8Array(0) } = findings[index] ?? {}
      await check(outcome, name, async () => expectAll([signature, payload, toHex(found)], ['valid', 'valid', hash]))
    }
    for (const [index, { code }] of malformed.entries()) {
      const found = findings[valid.length + index]?.signature
      await check(outcome, `malformed: ${code}`, async () => expectAll([found], ['invalid']))
    }
  })
}

/** A worker that ends itself, or never starts, in the middle of the work: gives how many entries were found valid. */
export async function surviveDeaths(vectors: BambooVectors): Promise<number> {
  const [first] = vectors.log
  if (first === undefined) throw new Error('no vector')
  const entry: EntryToVerify = { entry: bytesOf(first.bytes), payload: payloadOf(first) }
  const urls = ['no-such-worker.js', 'verifier-worker.js']
  let started = 0
  const create = (): Worker => {
    started += 1
    return new Worker(urls[started - 1] ?? 'verifier-worker.js', { type: 'module' })
  }
  const pool = createVerifierPool({ size: 1, create })
  const findings = await pool.verify(
    Array.from({ length: 500 }, () => entry),
    'all',
  )
  pool.close()
  return findings.filter(({ signature, payload }) => signature === 'valid' && payload === 'valid').length
}

async function counted(play: (open: () => VerifierPool, outcome: Outcome) => Promise<void>): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: [], workers: 0, answers: 0 }
  const pools: VerifierPool[] = []
  const create = (): Worker => {
    const worker = new Worker('verifier-worker.js', { type: 'module' })
    outcome.workers += 1
    worker.addEventListener('message', ({ data }: MessageEvent<{ findings?: ArrayBuffer }>) => {
      if (data.findings !== undefined) outcome.answers += 1
    })
    return worker
  }
  const open = (): VerifierPool => {
    const pool = createVerifierPool({ create })
    pools.push(pool)
    return pool
  }
  await play(open, outcome)
  for (const pool of pools) pool.close()
  return outcome
}

async function check(outcome: Outcome, name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
    outcome.passed += 1
  } catch (error) {
    outcome.failed.push(`${name}: ${String(error)}`)
  }
}

function expectAll(seen: readonly unknown[], wanted: readonly unknown[]): void {
  if (seen.some((each, index) => each !== wanted[index])) throw new Error(`found ${seen.join(', ')}`)
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`)
  return bytes
}

/** Inside an extension: runs the suite for whoever asks by message. */
interface Runtime {
  readonly onMessage: {
    addListener: (listener: (message: unknown, sender: unknown, respond: (answer: Outcome) => void) => boolean) => void
  }
}

const { runtime } = (globalThis as unknown as { chrome?: { runtime?: Partial<Runtime> } }).chrome ?? {}
runtime?.onMessage?.addListener((message, _sender, respond) => {
  if (message !== 'run suite') return false
  void runSuite().then(respond)
  return true
})
