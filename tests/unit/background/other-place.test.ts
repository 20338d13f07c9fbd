// An event goes to another place (decision 57): what it has is kept until the other one is granted.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { EntryHash, ObjectId } from '../../../src/operations/ids.ts'
import { agreed, codeOf, exchange, stateOf, taken } from './agreement.ts'
import { HOUR } from './machine.ts'
import { FRIDAY, type Story } from './story.ts'

const SATURDAY = { from: FRIDAY.from + 24 * HOUR, to: FRIDAY.to + 24 * HOUR }
const UNKNOWN = `0040${'ab'.repeat(64)}` as EntryHash

describe('an event that goes to another place', () => {
  async function withHall(): Promise<Awaited<ReturnType<typeof agreed>> & { hall: ObjectId }> {
    const story = await agreed()
    const hall = { festival: story.festival, title: 'Hall', kind: 'place', availability: 'always' } as const
    const made = await story.ada.done('resource.create', { ...hall, policy: { kind: 'manual' } })
    await exchange(story)
    return { ...story, hall: made.resource }
  }

  const there = async ({ ben, room }: Story, hall: ObjectId): Promise<string[][]> => {
    const states = async (resource: ObjectId): Promise<string[]> =>
      (await ben.db.requests.where('resource').equals(resource).toArray()).map(({ withdrawn }) =>
        withdrawn === undefined ? 'asked' : 'withdrawn',
      )
    return [await states(room), await states(hall)]
  }

  it('keeps the old one until the new one is granted, also when both move meanwhile', async () => {
    const story = await withHall()
    const { ada, ben, event, room, hall, requests } = story
    const [, instead = expect.fail()] = requests
    const moved = await ben.done('event.update', { event, set: {}, place: { resource: hall, instead } })
    expect(moved.requests).toHaveLength(1)
    await exchange(story)
    expect(await taken(ada, room)).toEqual([FRIDAY])
    const again = await ben.done('event.update', { event, set: SATURDAY })
    expect(again.requests).toHaveLength(3)
    await exchange(story)
    await ada.done('authorization.answer', { request: again.requests.at(-1) ?? expect.fail(), decision: 'grant' })
    await exchange(story)
    expect(await taken(ada, hall)).toEqual([SATURDAY])
    expect(await taken(ada, room)).toEqual([])
    expect(await stateOf(ben, story, hall)).toEqual(['granted'])
    expect(await there(story, hall)).toEqual([
      ['withdrawn', 'withdrawn'],
      ['asked', 'asked'],
    ])
  })

  it('keeps the old one where the new one is declined', async () => {
    const story = await withHall()
    const { ada, ben, event, room, hall, requests } = story
    const [, instead = expect.fail()] = requests
    const { requests: asked } = await ben.done('event.update', { event, set: {}, place: { resource: hall, instead } })
    await exchange(story)
    await ada.done('authorization.answer', { request: asked[0] ?? expect.fail(), decision: 'deny' })
    await exchange(story)
    expect(await taken(ada, room)).toEqual([FRIDAY])
    expect(await stateOf(ben, story, room)).toEqual(['granted'])
  })

  it('waits for one place only, and gives the first back though it thought twice', async () => {
    const story = await withHall()
    const { ada, ben, event, festival, room, hall, requests } = story
    const [, instead = expect.fail()] = requests
    const yard = { festival, title: 'Yard', kind: 'place', availability: 'always', policy: { kind: 'manual' } } as const
    const { resource } = await ada.done('resource.create', yard)
    await exchange(story)
    const first = await ben.done('event.update', { event, set: {}, place: { resource: hall, instead } })
    const [waiting = expect.fail()] = first.requests
    const second = await ben.done('event.update', { event, set: {}, place: { resource, instead: waiting } })
    await exchange(story)
    expect(await there(story, hall)).toEqual([['asked'], ['withdrawn']])
    await ada.done('authorization.answer', { request: second.requests[0] ?? expect.fail(), decision: 'grant' })
    await exchange(story)
    expect(await taken(ada, resource)).toEqual([FRIDAY])
    expect(await taken(ada, room)).toEqual([])
  })

  it('is refused for what is no line of it, and for a thing that is not there', async () => {
    const story = await withHall()
    const { ben, event, hall } = story
    const refusal = (place: { resource: ObjectId; instead?: ObjectId }) =>
      codeOf(ben, 'event.update', { event, set: {}, place })
    expect(await refusal({ resource: hall, instead: UNKNOWN })).toBe('unknown-request')
    expect(await refusal({ resource: UNKNOWN })).toBe('unknown-resource')
  })
})
