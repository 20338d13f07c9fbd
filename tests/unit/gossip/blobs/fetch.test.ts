// Blobs between honest nodes (DESIGN 4.3, 6): whoever wants one gets it from whoever has it, goes on where a link broke, and learns
// nothing about what no entry of the festival names.

import { describe, expect, it } from 'vitest'
import { MAX_BLOB } from '../../../../src/operations/limits.ts'
import { PART_LENGTH } from '../../../../src/ports/blob-store.ts'
import { madeUpBlob } from '../../../../src/testing/blob-store-suite.ts'
import type { Delivery } from '../../../../src/testing/memory-link.ts'
import { settle, type TestNode } from '../nodes.ts'
import { gather, holds, link, named, pass, stranger, want, type Scene } from './blob-scene.ts'

type Three = [TestNode, TestNode, TestNode]

async function scene(...names: string[]): Promise<Scene & { nodes: Three }> {
  return (await gather(...names)) as Scene & { nodes: Three }
}

/** Delivers so many bytes and then nothing. */
function cutAfter(bytes: number): Delivery {
  let left = bytes
  return (message, arrive) => {
    left -= message.length
    if (left >= 0) void Promise.resolve().then(arrive)
  }
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve))
}

describe('a blob that an entry names', () => {
  it('comes whole from a neighbour who has it', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const { blob, bytes } = named(all, MAX_BLOB)
    await ada.blobs.put(blob, bytes)
    await link(ada, ben)
    await want(ben, all.festival, blob)
    await settle(ada, ben)
    expect(await holds(ben, blob)).toBe(true)
    expect(await ben.blobs.read(blob, 15)).toEqual(bytes.slice(15 * PART_LENGTH))
  })

  it('is not given when nothing in the festival names it, and looks the same as one that is not here', async () => {
    const all = await scene('ada')
    const [ada] = all.nodes
    const secret = madeUpBlob(500, 7)
    const unknown = madeUpBlob(500, 8)
    await ada.blobs.put(secret.blob, secret.bytes)
    const mallory = await stranger('mallory', all.festival, ada)
    for (const { blob } of [secret, unknown]) mallory.say({ type: 'want-blob', slot: 0, blob, part: 0 })
    await settle(ada)
    expect(mallory.heard.filter(({ type }) => type === 'blob' || type === 'blob-state')).toEqual([
      { type: 'blob-state', slot: 0, blob: secret.blob, isHere: false },
      { type: 'blob-state', slot: 0, blob: unknown.blob, isHere: false },
    ])
  })

  it('comes over two hops: who asked is told when it is here', async () => {
    const all = await scene('ada', 'ben', 'cleo')
    const [ada, ben, cleo] = all.nodes
    const { blob, bytes } = named(all, 2 * PART_LENGTH + 1)
    await link(ben, cleo)
    await want(cleo, all.festival, blob)
    await want(ben, all.festival, blob)
    await settle(ben, cleo)
    expect(cleo.node.blobs.isNowhere(blob)).toBe(true)
    await ada.blobs.put(blob, bytes)
    await link(ada, ben)
    await settle(ada, ben, cleo)
    expect([await holds(ben, blob), await holds(cleo, blob)]).toEqual([true, true])
  })

  it('is told of when somebody asked before its entry was known to us', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const { blob, bytes } = madeUpBlob(100, 5)
    await ada.blobs.put(blob, bytes)
    await link(ada, ben)
    await want(ben, all.festival, blob)
    await settle(ada, ben)
    ada.blobs.name(all.festival, blob)
    await ada.node.blobs.lookAgain()
    await settle(ada, ben)
    expect(await holds(ben, blob)).toBe(true)
  })

  it('goes on with another neighbour, at the part where the link broke', async () => {
    const all = await scene('ada', 'ben', 'cleo')
    const [ada, ben, cleo] = all.nodes
    const { blob, bytes } = named(all, MAX_BLOB)
    await ada.blobs.put(blob, bytes)
    await cleo.blobs.put(blob, bytes)
    // Handshake and sync take a few kB; then about half of the picture comes through.
    const broken = await link(ada, ben, { there: cutAfter(600_000) })
    await want(ben, all.festival, blob)
    await settle(ada, ben)
    const before = await ben.blobs.parts(blob)
    expect(before).toBeGreaterThan(4)
    expect(before).toBeLessThan(12)
    broken.cut()
    let sent = 0
    await link(cleo, ben, {
      there: (message, arrive) => {
        sent += message.length
        void Promise.resolve().then(arrive)
      },
    })
    await settle(cleo, ben)
    expect(await holds(ben, blob)).toBe(true)
    expect(sent).toBeLessThan(MAX_BLOB - (before - 1) * PART_LENGTH)
  })

  it('goes on after a restart with the parts that are on the disk', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const { blob, bytes } = named(all, MAX_BLOB)
    await ada.blobs.put(blob, bytes)
    for (let part = 0; part < 10; part += 1) {
      await ben.blobs.append(blob, part, bytes.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH))
    }
    let sent = 0
    await link(ada, ben, {
      there: (message, arrive) => {
        sent += message.length
        void Promise.resolve().then(arrive)
      },
    })
    await want(ben, all.festival, blob)
    await settle(ada, ben)
    expect(await holds(ben, blob)).toBe(true)
    expect(sent).toBeLessThan(7 * PART_LENGTH)
  })

  it('is asked for elsewhere when a neighbour says nothing', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const { blob, bytes } = named(all, 1_000)
    await ada.blobs.put(blob, bytes)
    const silent = await stranger('silent', all.festival, ben)
    await want(ben, all.festival, blob)
    await settle(ben)
    expect(silent.heard.some(({ type }) => type === 'want-blob')).toBe(true)
    await link(ada, ben)
    expect(await holds(ben, blob)).toBe(false)
    for (let second = 0; second < 31; second += 1) {
      silent.say({ type: 'ping', token: new Uint8Array(4) })
      await pass([ada, ben], 1)
    }
    expect(await holds(ben, blob)).toBe(true)
  })

  it('waits for entries: news come first however many pictures are asked for', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const made = Array.from({ length: 6 }, (_, index) => named(all, MAX_BLOB, index + 1))
    for (const { blob, bytes } of made) await ada.blobs.put(blob, bytes)
    let sent = 0
    // One frame at a time, as a network does.
    let wire: Promise<unknown> = Promise.resolve()
    const slowly: Delivery = (message, arrive) => {
      wire = wire.then(() => new Promise((resolve) => setImmediate(resolve))).then(() => (sent += message.length))
      void wire.then(arrive)
    }
    await link(ada, ben, { there: slowly })
    await want(ben, all.festival, ...made.map(({ blob }) => blob))
    await until(() => sent > 200_000)
    await ada.write(all.festival, 3)
    const before = sent
    await until(async () => JSON.stringify(await ben.heights(all.festival)) === '[5]')
    // What was on its way, and what went on coming while the news were checked and stored: not the pictures that still wait.
    expect(sent - before).toBeLessThan((made.length * MAX_BLOB) / 2)
    await until(async () => (await Promise.all(made.map(({ blob }) => holds(ben, blob)))).every(Boolean))
  })

  it('is not asked for any more when nobody wants it', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const { blob, bytes } = named(all, MAX_BLOB)
    await ada.blobs.put(blob, bytes)
    await want(ben, all.festival, blob)
    await want(ben, all.festival)
    await link(ada, ben)
    expect(await ben.blobs.parts(blob)).toBe(0)
  })

  it('comes in hundreds without a flood of requests', async () => {
    const all = await scene('ada', 'ben')
    const [ada, ben] = all.nodes
    const made = Array.from({ length: 300 }, (_, index) => named(all, 100, index + 1))
    for (const { blob, bytes } of made) await ada.blobs.put(blob, bytes)
    await link(ada, ben)
    await want(ben, all.festival, ...made.map(({ blob }) => blob))
    await pass([ada, ben], 8)
    const held = await Promise.all(made.map(({ blob }) => holds(ben, blob)))
    expect(held.filter(Boolean)).toHaveLength(300)
    expect(ben.node.peersOf(all.festival)).toBe(1)
  })
})
