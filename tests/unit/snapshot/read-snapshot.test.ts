// Snapshots: what is true in them is shown, and of a file with anything wrong in it nothing is.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkSnapshot } from '../../../embed/check-snapshot.ts'
import { stateOf } from '../../../embed/snapshot-source.ts'
import { gardenParty } from '../../../scripts/bundles/garden-party.ts'
import { writeBundle } from '../../../src/log/bundle/write-bundle.ts'
import type { FestivalId } from '../../../src/operations/ids.ts'
import type { LogStore } from '../../../src/ports/log-store.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'

const NOW = Date.UTC(2026, 11, 1)
const bundle = (name: string): Uint8Array => new Uint8Array(readFileSync(`examples/bundles/${name}.p2panda`))

async function bytesOf(store: LogStore, festivals: readonly FestivalId[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of writeBundle(
    store,
    festivals.map((festival) => ({ festival })),
  ))
    parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

async function party() {
  const store = new MemoryLogStore()
  return { store, ...(await gardenParty(store)) }
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('a snapshot', () => {
  it('shows the festival with its answers, and who signed when', async () => {
    const { festival } = await party()
    const checked = await checkSnapshot(bundle('garden-party'), festival, NOW)
    if (!checked.ok) expect.fail(checked.code)
    const { items, authors, asOf, withheld } = checked.value
    expect(items.festival[0]?.title).toBe('Garden party at Ada’s')
    expect(items.event.map(({ title, confirmation: { granted, required } }) => [title, granted, required])).toEqual([
      ['Open-air cinema', 2, 2],
      ['Pancake breakfast', 0, 1],
    ])
    expect(items.event[1]?.confirmation.lines.map(({ state }) => state)).toEqual(['declined'])
    expect(items.profile.map(({ name }) => name).toSorted()).toEqual(['Ada', 'Ben'])
    expect({ authors, withheld }).toEqual({ authors: 2, withheld: 0 })
    expect(asOf).toBeGreaterThan(Date.UTC(2026, 10, 1, 10))
    expect(asOf).toBeLessThan(Date.UTC(2026, 10, 1, 12))
  })

  it('counts nothing from the place on where somebody said two different things', async () => {
    const { festival } = await party()
    const checked = await checkSnapshot(bundle('two-different-things'), festival, NOW)
    if (!checked.ok) expect.fail(checked.code)
    const drums = checked.value.items.resource.find(({ title }) => title.toLowerCase().includes('drum'))
    const wishes = checked.value.items.request.filter(({ resource }) => resource === drums?.id)
    expect(drums).toBeDefined()
    expect(wishes.map(({ state }) => state)).toEqual(['waiting', 'waiting'])
  })

  it('shows nothing with any byte of it changed', async () => {
    const { festival } = await party()
    const whole = bundle('garden-party')
    const wrong: number[] = []
    for (let offset = 0; offset < whole.length; offset += 37) {
      const changed = Uint8Array.from(whole)
      changed[offset] = (changed[offset] ?? 0) ^ 0x10
      const checked = await checkSnapshot(changed, festival, NOW)
      if (checked.ok) wrong.push(offset)
    }
    expect(wrong).toEqual([])
  })

  it('shows nothing of one that was cut off anywhere', async () => {
    const { festival } = await party()
    const whole = bundle('garden-party')
    for (let length = 0; length < whole.length; length += 211) {
      const checked = await checkSnapshot(whole.subarray(0, length), festival, NOW)
      expect(checked.ok, `${length} bytes`).toBe(false)
    }
  })

  it('is not believed for another festival, or when it is no snapshot', async () => {
    const other = `0040${'5a'.repeat(64)}`
    expect(await checkSnapshot(bundle('garden-party'), other, NOW)).toEqual({ ok: false, code: 'other-festival' })
    expect(await checkSnapshot(bundle('garden-party'), 'nonsense', NOW)).toEqual({ ok: false, code: 'other-festival' })
    const page = new TextEncoder().encode('<!doctype html><title>Not found</title>')
    expect(await checkSnapshot(page, other, NOW)).toEqual({ ok: false, code: 'not-one' })
    const newer = bundle('garden-party')
    newer[12] = 2
    expect(await checkSnapshot(newer, other, NOW)).toEqual({ ok: false, code: 'unsupported' })
  })

  it('counts only entries of its festival, whoever else is in the file', async () => {
    const { store, festival, ada } = await party()
    const other = await ada.begin({
      op: 'festival.create',
      title: 'Another one',
      timezone: 'UTC',
      visibility: 'open',
      nonce: '00112233445566778899aabbccddeeff',
    })
    await ada.say(other, { op: 'event.create', title: 'Elsewhere', from: NOW, to: NOW + 1000 })
    const checked = await checkSnapshot(await bytesOf(store, [festival, other]), festival, NOW)
    if (!checked.ok) expect.fail(checked.code)
    expect(checked.value.items.event.map(({ title }) => title)).not.toContain('Elsewhere')
    expect(checked.value.items.festival).toHaveLength(1)
  })

  it('says when nothing changed for long before the festival, and never that it comes from the future', async () => {
    const { festival } = await party()
    const checked = await checkSnapshot(bundle('garden-party'), festival, NOW)
    const later = Date.UTC(2027, 4, 1)
    expect(stateOf(checked, later).status).toMatchObject({ kind: 'verified', isOld: true })
    expect(stateOf(checked, NOW).status).toMatchObject({ isOld: false })
    // After the festival nothing changes any more.
    expect(stateOf(checked, Date.UTC(2028, 0, 1)).status).toMatchObject({ isOld: false })
    const before = Date.UTC(2026, 10, 1, 10, 5)
    const early = await checkSnapshot(bundle('garden-party'), festival, before)
    expect(stateOf(early, before).status).toMatchObject({ kind: 'verified', asOf: before })
  })

  it('is not made newer by somebody whose clock says 2099', async () => {
    const { company, festival, store, ben } = await party()
    const asOf = company.now()
    company.wait(Date.UTC(2099, 0, 1) - asOf)
    await ben.say(festival, { op: 'profile.set', name: 'Ben', about: 'From the future.' })
    const checked = await checkSnapshot(await bytesOf(store, [festival]), festival, NOW)
    expect(checked.ok && checked.value.items.profile.map(({ about }) => about)).toContain('From the future.')
    expect(stateOf(checked, NOW).status).toMatchObject({ kind: 'verified', asOf, isOld: false })
    const later = Date.UTC(2027, 4, 1)
    const again = await checkSnapshot(await bytesOf(store, [festival]), festival, later)
    expect(stateOf(again, later).status).toMatchObject({ asOf, isOld: true })
  })

  it('is not shown where nothing can check a signature', async () => {
    const { festival } = await party()
    vi.resetModules()
    vi.stubGlobal('crypto', {})
    vi.doMock('../../../src/bamboo/ed25519-fallback.ts', () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
    const bare = await import('../../../embed/check-snapshot.ts')
    const checked = await bare.checkSnapshot(bundle('garden-party'), festival, NOW)
    expect(checked).toEqual({ ok: false, code: 'can-not-check' })
    vi.doUnmock('../../../src/bamboo/ed25519-fallback.ts')
    vi.resetModules()
    // The file is there after all.
    const slow = await import('../../../embed/check-snapshot.ts')
    expect((await slow.checkSnapshot(bundle('garden-party'), festival, NOW)).ok).toBe(true)
  })
})
