// Snapshots for web sites: what is for members is in none of their bytes, and what is left is true.

import { describe, expect, it } from 'vitest'
import { checkSnapshot } from '../../../embed/check-snapshot.ts'
import { Company, type Person } from '../../../scripts/bundles/people.ts'
import { bytesSource } from '../../../src/log/bundle/source.ts'
import { verifyBundle } from '../../../src/log/bundle/verify-bundle.ts'
import { MemoryLogStore } from '../../../src/memory/memory-log-store.ts'
import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import { makeSnapshot } from '../../../src/snapshot/make-snapshot.ts'

const START = Date.UTC(2026, 10, 1, 10)
const HOUR = 3_600_000
const EVENING = { from: START + 100 * HOUR, to: START + 102 * HOUR }
const NIGHT = { from: START + 102 * HOUR, to: START + 104 * HOUR }
const by = 'manual'

async function camp() {
  const store = new MemoryLogStore()
  const company = new Company(store, START)
  const [ada, ben] = [await company.person('Ada'), await company.person('Ben')]
  const festival = await ada.begin({
    op: 'festival.create',
    title: 'Camp',
    timezone: 'UTC',
    visibility: 'open',
    nonce: '00112233445566778899aabbccddeeff',
  })
  await ben.say(festival, { op: 'festival.join', festival })
  const stage = await thing(ada, festival, 'Stage')
  return { store, ada, ben, festival, stage }
}

function thing(person: Person, festival: FestivalId, title: string, audience?: 'members'): Promise<ObjectId> {
  return person.say(festival, {
    op: 'resource.create',
    title,
    kind: 'place',
    availability: 'always',
    policy: { kind: 'manual' },
    ...(audience === undefined ? {} : { audience }),
  })
}

async function made(store: MemoryLogStore, festival: FestivalId) {
  const snapshot = await makeSnapshot(store, festival)
  if (!snapshot.ok) expect.fail(snapshot.error.code)
  const { bytes, leftOut } = snapshot.value
  const checked = await checkSnapshot(bytes, festival, START)
  if (!checked.ok) expect.fail(checked.code)
  return { bytes, leftOut, facts: checked.value, has: (words: string) => Buffer.from(bytes).includes(words) }
}

describe('a snapshot for a web site', () => {
  it('has no byte of what is for members, verifies, and counts the answers behind it', async () => {
    const { store, ada, ben, festival, stage } = await camp()
    const secret = await ada.say(festival, { op: 'event.create', title: 'Secret dinner', ...EVENING })
    await ada.say(festival, { op: 'event.update', event: secret, set: { audience: 'members', title: 'Secret supper' } })
    const kitchen = await thing(ada, festival, 'Hidden kitchen', 'members')
    const open = await ben.say(festival, { op: 'event.create', title: 'Concert', ...NIGHT })
    const wish = { op: 'request.create', event: open, ...NIGHT } as const
    const onStage = await ben.say(festival, { ...wish, resource: stage, message: 'May we?' })
    const inKitchen = await ben.say(festival, { ...wish, resource: kitchen, message: 'With soup' })
    await ada.say(festival, {
      op: 'authorization.grant',
      request: onStage,
      resource: stage,
      ...NIGHT,
      by,
      note: 'Sure',
    })
    await ada.say(festival, { op: 'authorization.deny', request: inKitchen, by, reason: 'No soup' })
    await ada.say(festival, {
      op: 'authorization.hold',
      resource: kitchen,
      ...EVENING,
      note: 'For the dinner',
    })
    const { bytes, leftOut, facts, has } = await made(store, festival)
    const hidden = ['Secret dinner', 'Secret supper', 'Hidden kitchen', 'With soup', 'No soup', 'For the dinner']
    expect(hidden.filter(has)).toEqual([])
    expect(['Concert', 'Stage', 'May we?', 'Sure'].filter((words) => !has(words))).toEqual([])
    expect(leftOut).toEqual({ events: 1, resources: 1, entries: 6 })
    expect(facts.withheld).toBe(6)
    expect(
      facts.items.event.map(({ title, confirmation }) => [title, confirmation.granted, confirmation.required]),
    ).toEqual([['Concert', 1, 1]])
    const report = await verifyBundle(bytesSource(bytes))
    expect(report).toMatchObject({ ok: true, value: { problems: [], authors: 2, logs: 2 } })
  })

  it('says when a thing is taken by something for members, and of its words nothing', async () => {
    const { store, ada, ben, festival, stage } = await camp()
    const quiet = await ben.say(festival, { op: 'event.create', title: 'Quiet one', audience: 'members', ...EVENING })
    const loud = await ben.say(festival, { op: 'event.create', title: 'Loud one', audience: 'members', ...NIGHT })
    const asked = { op: 'request.create', resource: stage, message: 'Psst' } as const
    const first = await ben.say(festival, { ...asked, event: quiet, ...EVENING })
    const second = await ben.say(festival, { ...asked, event: loud, ...NIGHT })
    await ada.say(festival, { op: 'authorization.grant', request: first, resource: stage, ...EVENING, by })
    const grant = { op: 'authorization.grant', resource: stage, by } as const
    await ada.say(festival, { ...grant, request: second, ...NIGHT, note: 'For the loud one' })
    const { facts, has } = await made(store, festival)
    expect(['Quiet one', 'Loud one', 'Psst', 'For the loud one'].filter(has)).toEqual([])
    expect(facts.items.authorization.map(({ from, state }) => [from, state])).toEqual([[EVENING.from, 'effective']])
    expect(facts.items.request).toEqual([])
  })

  it('makes no promise of what is none, because the one in its way is left out', async () => {
    const { store, ada, ben, festival, stage } = await camp()
    const secret = await ben.say(festival, { op: 'event.create', title: 'Secret', audience: 'members', ...EVENING })
    const open = await ben.say(festival, { op: 'event.create', title: 'Open', ...EVENING })
    const asked = { op: 'request.create', resource: stage, ...EVENING } as const
    const first = await ben.say(festival, { ...asked, event: secret })
    const second = await ben.say(festival, { ...asked, event: open })
    const grant = { op: 'authorization.grant', resource: stage, ...EVENING, by } as const
    await ada.say(festival, { ...grant, request: first, note: 'For the secret' })
    await ada.say(festival, { ...grant, request: second })
    const { facts } = await made(store, festival)
    expect(facts.items.request.map(({ state }) => state)).toEqual(['waiting'])
  })

  it('leaves out a line whose alternative is for members, and a list that speaks of them with all that it was', async () => {
    const { store, ada, ben, festival, stage } = await camp()
    const cellar = await thing(ada, festival, 'Cellar', 'members')
    const open = await ben.say(festival, { op: 'event.create', title: 'Concert', ...EVENING })
    const wish = { op: 'request.create', event: open, ...EVENING } as const
    const below = await ben.say(festival, { ...wish, resource: cellar })
    await ben.say(festival, { ...wish, resource: stage, alternativeTo: below })
    await ada.say(festival, { op: 'authorization.grant', request: below, resource: cellar, ...EVENING, by })
    const secret = await ben.say(festival, { op: 'event.create', title: 'Secret', audience: 'members', ...NIGHT })
    const list = { op: 'programme.publish', title: 'Best of' } as const
    await ben.say(festival, { ...list, events: [{ event: open, note: 'Early note' }] })
    await ben.say(festival, { ...list, events: [{ event: open }, { event: secret, note: 'The real one' }] })
    await ben.say(festival, { ...list, title: 'For all', events: [{ event: open, note: 'Come' }, { event: secret }] })
    const { facts, has } = await made(store, festival)
    // Without its alternative the line would look as if it waited.
    expect(facts.items.event.map(({ confirmation }) => confirmation.lines)).toEqual([[]])
    expect(facts.items.programme.map(({ title }) => title)).toEqual(['For all'])
    expect(['The real one', 'Early note'].filter(has)).toEqual([])
  })

  it('has nothing of what was taken back, and stands although somebody takes back where their log begins', async () => {
    const { store, ada, ben, festival } = await camp()
    const regret = await ben.say(festival, { op: 'event.create', title: 'Regretted', ...EVENING })
    await ben.say(festival, { op: 'retract', entry: regret })
    const cleo = await new Company(store, START).person('Cleo')
    const joined = await cleo.say(festival, { op: 'festival.join', festival })
    await cleo.say(festival, { op: 'retract', entry: joined })
    await ada.say(festival, { op: 'event.create', title: 'Stays', ...EVENING })
    const { facts, leftOut, has } = await made(store, festival)
    expect(has('Regretted')).toBe(false)
    expect(leftOut).toEqual({ events: 0, resources: 0, entries: 1 })
    expect(facts.withheld).toBe(0)
    expect(facts.items.event.map(({ title }) => title)).toEqual(['Stays'])
  })

  it('is not made of a festival that is not there', async () => {
    const { store } = await camp()
    const other = `0040${'5a'.repeat(64)}` as FestivalId
    expect(await makeSnapshot(store, other)).toEqual({ ok: false, error: { code: 'unknown-festival' } })
  })
})
