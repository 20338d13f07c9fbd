// A festival in which many people wrote a little: nobody is cut off for asking, crediting and telling too often.

import { expect, it, vi } from 'vitest'
import type { CloseReason } from '../../../src/gossip/messages.ts'
import { ingest } from '../../../src/log/ingest.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { joinedLog } from '../log/fixtures.ts'
import { foundFestival, settle, testNode } from './nodes.ts'

const LOGS = 250

it('comes over one link at once, within what may be said at once', async () => {
  const gone: CloseReason[] = []
  const events = { onGone: (reason: CloseReason) => gone.push(reason) }
  const [ada, ben] = [await testNode('ada', events), await testNode('ben', events)]
  const festival = await foundFestival(ada, 1)
  for (let index = 0; index < LOGS; index += 1) {
    const taken = await ingest(ada.store, festival, (await joinedLog(`person ${index}`, festival, 1)).incoming())
    expect(taken.ok).toBe(true)
  }
  for (const node of [ada, ben]) await node.follow(festival)
  const readings = vi.spyOn(ben.store, 'logs')
  const links = memoryLinkPair()
  ada.node.addLink(links[0])
  ben.node.addLink(links[1])
  await settle(ada, ben)
  expect(gone).toEqual([])
  // To see what the log that created the festival inherits, and the heads again; not for each log that comes.
  expect(readings.mock.calls.length).toBeLessThanOrEqual(3)
  expect(await ben.heights(festival)).toEqual(Array.from({ length: LOGS + 1 }, () => 2))
})

it('is read again once for all that changed before', async () => {
  const ada = await testNode('ada')
  const festival = await foundFestival(ada, 1)
  await ada.follow(festival)
  await ada.node.idle()
  const readings = vi.spyOn(ada.store, 'logs')
  await ada.node.reload(festival)
  const once = readings.mock.calls.length
  readings.mockClear()
  await Promise.all([ada.node.reload(festival), ada.node.reload(festival), ada.node.reload(festival)])
  expect(readings).toHaveBeenCalledTimes(once)
  await ada.node.reload(festival)
  expect(readings).toHaveBeenCalledTimes(2 * once)
})
