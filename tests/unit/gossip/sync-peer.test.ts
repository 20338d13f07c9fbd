// What is remembered of one peer, however much it makes up.

import { expect, it } from 'vitest'
import { newLocalTopic, type LogKey } from '../../../src/gossip/local-topic.ts'
import { SyncPeer } from '../../../src/gossip/sync-peer.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'

const FESTIVAL = '0040' as FestivalId

it('remembers a thousand long logs whose newest entries it is to be asked for, and no more', () => {
  const peer = new SyncPeer({ salt: new Uint8Array(8), leads: true })
  peer.share(FESTIVAL, 0, newLocalTopic(new Uint8Array(32)), 0)
  for (let number = 0; number < 5_000; number += 1) peer.askNewest(FESTIVAL, `log ${number}` as LogKey)
  expect(peer.topics.get(FESTIVAL)?.newest.size).toBe(1_024)
})
