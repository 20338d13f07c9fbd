// The files of examples/bundles and tests/vectors/bundle.json: what the script writes, byte for byte, and what they say.

import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleBundles, exampleWebSite } from '../../../../scripts/bundles/example-bundles.ts'
import { bundleVectors, type BundleVectors } from '../../../../scripts/bundles/vectors.ts'
import { fromHex } from '../../../../src/bamboo/index.ts'
import { decodeInvite } from '../../../../src/festival/invite.ts'
import { createNode, eventOverviews } from '../../../../src/index.ts'
import { readBundleHead } from '../../../../src/log/bundle/read-head.ts'
import { bytesSource } from '../../../../src/log/bundle/source.ts'
import { verifyBundle } from '../../../../src/log/bundle/verify-bundle.ts'
import { MemoryLogStore } from '../../../../src/memory/memory-log-store.ts'
import { portsOf } from '../fixtures.ts'
import { bundleOf, importBytes, person } from './fixtures.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../examples/bundles')
const SITE = resolve(import.meta.dirname, '../../../../examples/festival-website')
const VECTORS = resolve(import.meta.dirname, '../../../vectors/bundle.json')
const vectors = JSON.parse(await readFile(VECTORS, 'utf8')) as BundleVectors
const names = ['garden-party.p2panda', 'two-different-things.p2panda'] as const

async function exampleOf(name: (typeof names)[number]): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(FOLDER, name)))
}

async function storeOf(...examples: Uint8Array[]): Promise<MemoryLogStore> {
  const store = new MemoryLogStore()
  for (const bytes of examples) {
    expect(await importBytes(store, bytes)).toMatchObject({ ok: true, value: { problems: [] } })
  }
  return store
}

async function festivalOf(bytes: Uint8Array) {
  const head = await readBundleHead(bytesSource(bytes))
  const first = head.ok ? head.value.festivals[0] : undefined
  if (first === undefined) throw new Error('no festival')
  return first
}

/** Titles of events, and how they stand: what is granted of what they need. */
async function eventsOf(store: MemoryLogStore, bytes: Uint8Array): Promise<[string, number, number][]> {
  const { festival } = await festivalOf(bytes)
  const views = await createNode(portsOf(store, await person('reader'))).views(festival)
  const events = eventOverviews(views.rowsOf(festival), 0)
  return events.map(({ event, confirmation }) => [event.title, confirmation.granted, confirmation.required])
}

describe('tests/vectors/bundle.json', () => {
  it('is what scripts/make-bundles.ts writes', async () => {
    expect(vectors).toEqual(await bundleVectors(await exampleBundles()))
  })

  it.each(vectors.refused)('refuses $name as $code', async ({ code, bytes }) => {
    const report = await verifyBundle(bytesSource(fromHex(bytes) ?? new Uint8Array(0)))
    expect(report).toMatchObject({ ok: false, error: { code } })
  })

  it('has the shortest bundle, which is about nothing', async () => {
    const report = await verifyBundle(bytesSource(fromHex(vectors.shortest) ?? new Uint8Array(0)))
    expect(report).toMatchObject({ ok: true, value: { festivals: [], entries: 0 } })
  })
})

describe('the example web site', () => {
  it('has the files that scripts/make-bundles.ts writes', async () => {
    const made = await exampleWebSite()
    expect(made.size).toBeGreaterThan(5)
    for (const [name, bytes] of made) expect(new Uint8Array(await readFile(join(SITE, name))), name).toEqual(bytes)
  })
})

describe('the example bundles', () => {
  it('are what scripts/make-bundles.ts writes', async () => {
    const made = await exampleBundles()
    expect([...made.keys()]).toEqual([...names])
    for (const name of names) expect(made.get(name)).toEqual(await exampleOf(name))
  })

  it('are true, and bring an invite to their festival', async () => {
    for (const name of names) {
      const bytes = await exampleOf(name)
      expect(await verifyBundle(bytesSource(bytes))).toMatchObject({ ok: true, value: { problems: [] } })
      const { festival, invite = '' } = await festivalOf(bytes)
      expect(await decodeInvite(invite)).toMatchObject({
        ok: true,
        value: { festival, title: 'Garden party at Ada’s' },
      })
    }
  })

  it('garden party: films have lawn and projector, pancakes go without a table', async () => {
    const bytes = await exampleOf('garden-party.p2panda')
    expect(await eventsOf(await storeOf(bytes), bytes)).toEqual([
      ['Open-air cinema', 2, 2],
      ['Pancake breakfast', 0, 1],
    ])
  })

  it('two different things: nobody has the drums, whatever both were told', async () => {
    const bytes = await exampleOf('two-different-things.p2panda')
    const store = await storeOf(bytes)
    const events = await eventsOf(store, bytes)
    expect(events.filter(([title]) => /drum/i.test(title)).map(([, granted]) => granted)).toEqual([0, 0])
    const { festival } = await festivalOf(bytes)
    expect(await store.forkProofs(festival)).toHaveLength(1)
  })

  it('are one festival, opened in any order', async () => {
    const [party, quarrel] = [await exampleOf('garden-party.p2panda'), await exampleOf('two-different-things.p2panda')]
    const { festival } = await festivalOf(party)
    const one = await bundleOf(await storeOf(party, quarrel), festival)
    const other = await bundleOf(await storeOf(quarrel, party), festival)
    expect(one).toEqual(other)
  })
})
