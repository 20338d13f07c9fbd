// Links in memory pass the suite for links; tests/e2e/link.test.ts runs the same suite between browsers.

import { describe, it } from 'vitest'
import { linkSuite } from '../../src/testing/link-suite.ts'
import { memoryLinkPair } from '../../src/testing/memory-link.ts'

describe('MemoryLink', () => {
  it.each(linkSuite)('$name', async ({ run }) => {
    const [initiator, responder] = memoryLinkPair()
    await run({ initiator, responder })
  })
})
