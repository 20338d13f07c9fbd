// Logs that are not whole, between nodes: the newest entries first, payloads that are missing, entries not wholly verified.

import { describe, expect, it, vi } from 'vitest'
import { fromHex } from '../../../src/bamboo/index.ts'
import { topicKeyOf } from '../../../src/gossip/topic.ts'
import { ingest } from '../../../src/log/ingest.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { StoredLog } from '../../../src/ports/log-store.ts'
import { memoryLinkPair } from '../../../src/testing/memory-link.ts'
import { joinedLog, type HandLog } from '../log/fixtures.ts'
import { foundFestival, settle, testNode, type TestNode } from './nodes.ts'
import { RawPeer } from './raw-peer.ts'

const LONG = 600

async function hold(node: TestNode, festival: FestivalId, log: HandLog): Promise<void> {
  const result = await ingest(node.store, festival, log.incoming())
  if (!result.ok) throw new Error(result.error.code)
}

function connect(from: TestNode, to: TestNode): void {
  const links = memoryLinkPair()
  from.node.addLink(links[0])
  to.node.addLink(links[1])
}

async function logOf(node: TestNode, log: HandLog): Promise<StoredLog> {
  const { author, logId } = nameOf(log)
  const held = await node.store.log(author, logId)
  if (held === undefined) throw new Error('the log is not held')
  return held
}

function nameOf(log: HandLog): { author: StoredLog['author']; logId: bigint } {
  const [first] = log.entries
  if (first === undefined) throw new Error('an empty log')
  return { author: toAuthor(first.entry.author), logId: first.entry.logId }
}

function toAuthor(key: Uint8Array): StoredLog['author'] {
  return [...key].map((byte) => byte.toString(16).padStart(2, '0')).join('') as StoredLog['author']
}

describe('a log that a peer is far ahead of', () => {
  it('shows its newest entries before those in between, and is whole in the end', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    const log = await joinedLog('cleo', festival, LONG)
    await hold(ada, festival, log)
    for (const node of [ada, ben]) await node.follow(festival)
    const newest: number[] = []
    vi.spyOn(ben.store, 'keepSparse').mockImplementationOnce(async (held, entries) => {
      newest.push(held.seqNum, ...entries.map(({ seqNum }) => seqNum))
    })
    connect(ada, ben)
    await settle(ada, ben)
    // Kept when nothing but the beginning was held, up to the very newest one.
    expect(newest[0]).toBe(1)
    expect(newest.at(-1)).toBe(LONG + 1)
    expect(newest.filter((seqNum) => seqNum > LONG - 30).length).toBeGreaterThanOrEqual(31)
    const held = await logOf(ben, log)
    expect(held.seqNum).toBe(LONG + 1)
    expect(await ben.store.sparse(held)).toEqual([])
  })

  it('is asked for its newest entries once, and only when it is long', async () => {
    const ada = await testNode('ada')
    const festival = await foundFestival(ada, 1)
    const [long, short] = [await joinedLog('long', festival, 300), await joinedLog('short', festival, 200)]
    await ada.follow(festival)
    const [m, toRaw] = memoryLinkPair()
    ada.node.addLink(toRaw)
    const raw = new RawPeer('raw', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada)
    for (let time = 0; time < 2; time += 1) {
      const heads = [long, short].map((log) => {
        const { author, logId } = nameOf(log)
        const seqNum = log.entries.length
        return { author, logId, seqNum, hash: fromHex(log.hash(seqNum))?.slice(2, 18) ?? new Uint8Array(16) }
      })
      raw.say({ type: 'have', slot: 0, heads })
      await settle(ada)
    }
    const asked = raw.heard.flatMap((message) => (message.type === 'want-newest' ? [message.author] : []))
    expect(asked).toEqual([nameOf(long).author])
  })

  it('takes no newest entries that it did not ask for', async () => {
    const ada = await testNode('ada')
    const festival = await foundFestival(ada, 1)
    const log = await joinedLog('long', festival, 300)
    await ada.follow(festival)
    const [m, toRaw] = memoryLinkPair()
    ada.node.addLink(toRaw)
    const raw = new RawPeer('raw', m, [{ festival, key: topicKeyOf(festival) }])
    await settle(ada)
    raw.say(
      { type: 'newest', slot: 0, ...nameOf(log), pool: log.incoming(1, 1), newest: log.incoming(301, 301) },
      'bulk',
    )
    await settle(ada)
    expect(await ada.store.log(nameOf(log).author, nameOf(log).logId)).toBeUndefined()
    expect(raw.closeReason).toBeUndefined()
  })
})

describe('an entry without its payload', () => {
  it('is completed by the next peer that holds it', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    const log = await joinedLog('cleo', festival, 5)
    await hold(ada, festival, log)
    const headers = log.incoming().map(({ entry, payload }, index) => (index === 3 ? { entry } : { entry, payload }))
    const taken = await ingest(
      ben.store,
      festival,
      headers.map(({ entry, payload }) => (payload === undefined ? { entry } : { entry, payload })),
    )
    expect(taken.ok).toBe(true)
    expect(await ben.store.holes(await logOf(ben, log), 10)).toEqual([4])
    for (const node of [ada, ben]) await node.follow(festival)
    connect(ada, ben)
    await settle(ada, ben)
    const held = await logOf(ben, log)
    expect(await ben.store.holes(held, 10)).toEqual([])
    expect((await ben.store.entries(held, 4, 4))[0]?.payload).toEqual(log.entries[3]?.payload)
  })

  it('is passed on without it, and asked for by nobody once its author wants it forgotten', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    const log = await joinedLog('cleo', festival, 5)
    await hold(ada, festival, log)
    await ada.store.forget(await logOf(ada, log), [4])
    for (const node of [ada, ben]) await node.follow(festival)
    connect(ada, ben)
    await settle(ada, ben)
    const held = await logOf(ben, log)
    expect(held.seqNum).toBe(6)
    expect((await ben.store.entries(held, 4, 4))[0]?.payload).toBeUndefined()
    expect(await ada.store.holes(await logOf(ada, log), 10)).toEqual([])
  })
})

describe('a log that is held provisionally', () => {
  it('is neither told nor sent beyond its checked signatures, and not asked for again', async () => {
    const [ada, ben] = [await testNode('ada'), await testNode('ben')]
    const festival = await foundFestival(ada, 1)
    const log = await joinedLog('cleo', festival, 9)
    for (const options of [
      { to: 4, provisional: false },
      { to: 10, provisional: true },
    ]) {
      const taken = await ingest(ada.store, festival, log.incoming(1, options.to), options)
      expect(taken.ok).toBe(true)
    }
    for (const node of [ada, ben]) await node.follow(festival)
    connect(ada, ben)
    await settle(ada, ben)
    expect((await logOf(ben, log)).seqNum).toBe(4)
    const { author, logId } = nameOf(log)
    await ada.store.confirm(author, logId, { seqNum: 10, entry: log.entries[9]?.bytes ?? new Uint8Array() })
    await ada.node.reload(festival)
    await settle(ada, ben)
    expect((await logOf(ben, log)).seqNum).toBe(10)
  })
})
