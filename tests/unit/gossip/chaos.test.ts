// Somebody says everything that can be said, in any order: messages of all types that look as if an honest node had made them,
// and come back under another name whenever the link is closed. The honest converge, and remember nothing of it.

import { describe, expect, it } from 'vitest'
import { isBulkMessage } from '../../../src/gossip/messages.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { corpusOf } from '../../fuzz/corpus.ts'
import { Dice } from '../../fuzz/dice.ts'
import { honestMessage } from '../../fuzz/targets/messages.ts'
import { comeIn, meet, pass } from './hostile-scene.ts'
import { settle, testNode } from './nodes.ts'

const SECONDS = 40
const MESSAGES_PER_SECOND = 30
const PATIENCE_MS = 120_000
/** These end a link at once, which is tested elsewhere. */
const ENDS: ReadonlySet<string> = new Set(['hello', 'prove', 'auth', 'close'])

describe('chaos on one link', () => {
  it.each([1, 2, 3])(
    'leaves the honest as they would be without it (seed %i)',
    async (seed) => {
      const corpus = await corpusOf(seed)
      const dice = new Dice(seed, 0)
      const scene = await meet()
      const { ada, ben, festival } = scene
      const cleo = await testNode('cleo')
      await cleo.follow(festival)
      const [b, c] = memoryLinkPair()
      ben.node.addLink(b)
      cleo.node.addLink(c)
      let [chaos, visits] = [scene.mallory, 1]
      const speak = (): void => {
        for (let count = 0; count < MESSAGES_PER_SECOND; count += 1) {
          const message = honestMessage(corpus, dice)
          if (ENDS.has(message.type)) continue
          const said = 'slot' in message && !dice.oneIn(8) ? { ...message, slot: 0 } : message
          chaos.say(said, isBulkMessage(message) ? 'bulk' : 'control')
        }
      }
      for (let second = 0; second < SECONDS; second += 1) {
        await pass(scene, 1, speak)
        cleo.clock.advance(1_000)
        cleo.node.tick()
        if (second % 10 === 0) await ada.write(festival, 2)
        if (second % 10 === 5) await cleo.write(festival, 1)
        if (!chaos.link.isClosed) continue
        visits += 1
        chaos = await comeIn(scene, `chaos ${visits}`)
      }
      await settle(ada, ben, cleo)
      expect(await ada.heights(festival)).toEqual([5, 11])
      expect(await ben.heights(festival)).toEqual([5, 11])
      expect(await cleo.heights(festival)).toEqual([5, 11])
      expect(ben.node.peersOf(festival)).toBe(2)
      expect([ada, ben, cleo].map(({ node }) => node.isShunned(ben.node.nodeKey))).toEqual([false, false, false])
    },
    PATIENCE_MS,
  )
})
