// All verifiers of entries pass the same suite; the pool does so in real browsers too (tests/e2e/verifier.test.ts).

import { beforeAll, describe, it, onTestFinished } from 'vitest'
import { createVerifierPool } from '../../src/adapters/web/verifier-pool.ts'
import { prepareHashing } from '../../src/bamboo/index.ts'
import { verifyHere } from '../../src/log/verify-here.ts'
import { entryVerifierSuite } from '../../src/testing/entry-verifier-suite.ts'
import { workshop, type Ailment } from '../unit/web/fake-worker.ts'

beforeAll(() => prepareHashing())

describe('verifying here', () => {
  it.each(entryVerifierSuite)('$name', ({ run }) => run(verifyHere))
})

describe('the pool', () => {
  it.each(entryVerifierSuite)('$name', async ({ run }) => {
    const pool = createVerifierPool({ size: 3, create: workshop().create })
    onTestFinished(() => pool.close())
    await run(pool)
  })
})

describe.each<Ailment>(['error', 'short', 'unable'])('the pool, when every second worker is ill: %s', (ailment) => {
  it.each(entryVerifierSuite)('$name', async ({ run }) => {
    const ailments = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? ailment : undefined))
    const pool = createVerifierPool({ size: 3, create: workshop(ailments).create })
    onTestFinished(() => pool.close())
    await run(pool)
  })
})

describe('the pool, where there are no workers', () => {
  it.each(entryVerifierSuite)('$name', async ({ run }) => {
    const create = (): Worker => {
      throw new DOMException('forbidden here', 'SecurityError')
    }
    const pool = createVerifierPool({ create })
    onTestFinished(() => pool.close())
    await run(pool)
  })
})
