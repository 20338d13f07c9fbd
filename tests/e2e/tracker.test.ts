// What an independent WebTorrent client and the reference tracker see of us: one peer that says when it comes and goes.
import Client from 'bittorrent-tracker/client'
import { describe, expect, it } from 'vitest'
import { FESTIVAL_PLAN } from '../../scripts/story/plot.ts'
import { festivalId } from '../../scripts/story/website.ts'
import { toHex } from '../../src/bamboo/index.ts'
import { swarmName, topicKeyOf } from '../../src/gossip/topic.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { BROWSERS } from './harness/browsers.ts'
import { usePeople } from './harness/people.ts'

const DAY_MS = 86_400_000

/** How many an independent client counts in a swarm; whoever has nothing to seed is incomplete. */
function countIn(url: string, infoHash: string): Promise<{ complete: number; incomplete: number }> {
  return new Promise((resolve, reject) => {
    // It asks a WebSocket tracker nothing without WebRTC, which counting does not need.
    const wrtc = {}
    const client = new Client({ infoHash, peerId: '00'.repeat(20), announce: [url], port: 6881, wrtc })
    const end = (): void => client.destroy()
    client.on('error', reject).on('warning', reject)
    client.once('scrape', ({ complete, incomplete }) => {
      resolve({ complete, incomplete })
      end()
    })
    client.scrape()
  })
}

describe.each(BROWSERS)('to others at a meeting point, %s', (kind) => {
  const { panda, tracker } = usePeople()

  it('is one peer with a random name that comes, stays and goes properly', async () => {
    const { url, warnings } = await tracker()
    const ada = await panda('Ada', kind)
    await ada.useMeetingPoint(url)
    await ada.createFestival(FESTIVAL_PLAN)
    const festival = (await festivalId(ada)) as FestivalId
    const infoHash = toHex(swarmName(topicKeyOf(festival), Math.floor(Date.now() / DAY_MS)))
    expect(await countIn(url, infoHash)).toEqual({ complete: 0, incomplete: 0 })
    await ada.goOnline()
    await expect.poll(() => countIn(url, infoHash)).toEqual({ complete: 0, incomplete: 1 })
    await ada.goOffline()
    await expect.poll(() => countIn(url, infoHash)).toEqual({ complete: 0, incomplete: 0 })
    expect(warnings()).toEqual([])
  })
})
