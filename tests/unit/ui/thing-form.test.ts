// A thing that is there, as a form shows it: what is read and typed again is the same, and only what was touched is written.
import { describe, expect, it } from 'vitest'
import { changedFields } from '../../../ui/changed-fields.ts'
import { readOpenings, typedOpenings } from '../../../ui/thing-form/read-openings.ts'
import { readPlace, typedPlace } from '../../../ui/thing-form/read-place.ts'
import { readPolicy, typedPolicy } from '../../../ui/thing-form/read-policy.ts'
import { NO_THING, readThing, typedThing, type ThingValues } from '../../../ui/thing-form/read-thing.ts'
import type { Availability, Location, Policy } from '../../../src/operations/operation.ts'
import { id, resourceCreate, Rows } from '../festival/story.ts'

const ZONE = 'Europe/Berlin'
const HOUR = 3_600_000
const FRIDAY = Date.UTC(2027, 5, 18, 18)

describe('what was typed once', () => {
  it.each<Location | undefined>([
    undefined,
    { type: 'address', street: 'Am Ufer 1', note: 'Third floor' },
    { type: 'gps', lat: 524_901_000, lon: -134_251_001 },
    { type: 'gps', lat: 0, lon: 1 },
    { type: 'gps', lat: 100_000_000, lon: -900_000_000 },
    { type: 'url', url: 'https://meet.example/room' },
    { type: 'space', x: -3, y: 0, z: 12 },
    { type: 'space', x: 1, y: 2, z: 3, world: 'Moon' },
  ])('is the place %j again', (location) => {
    expect(readPlace(typedPlace(location))).toEqual({ ok: true, location })
  })

  it.each<Availability>([
    'always',
    { windows: [] },
    { windows: [[FRIDAY, FRIDAY + HOUR]], except: [[FRIDAY, FRIDAY + HOUR / 2]] },
    { windows: [], weekly: [{ days: [5, 7], from: 1320, to: 1680 }] },
    { windows: [], weekly: [{ days: [1], from: 0, to: 1440 }] },
  ])('are the times %j again', (availability) => {
    expect(readOpenings(typedOpenings(availability, ZONE), ZONE)).toEqual({ ok: true, availability })
  })

  it.each<Policy>([
    { kind: 'manual' },
    { kind: 'first-come-first-served' },
    { kind: 'token', resource: id('T') },
    { kind: 'external', url: 'https://game.example/boat' },
  ])('is the policy %j again', (policy) => {
    expect(readPolicy(typedPolicy(policy, ZONE), ZONE, FRIDAY)).toEqual(policy)
  })

  it('is a draw at the same minute', () => {
    const typed = typedPolicy({ kind: 'lottery', until: FRIDAY, commitment: id('C') }, ZONE)
    expect(typed).toMatchObject({ policy: 'lottery', drawAt: '2027-06-18T20:00' })
  })
})

describe('a thing itself', () => {
  const row = (fields: Parameters<typeof resourceCreate>[0]): ThingValues => {
    const resource = new Rows().add('ada', 1, [['R', resourceCreate(fields)]]).resources.get(id('R'))
    return typedThing(resource ?? expect.fail())
  }
  const buffer = { before: 30 * 60_000, after: 60_000 }

  it('says again what it said', () => {
    const fields = { capacity: 3, buffer, description: 'Bright', message: 'With cable', audience: 'members' } as const
    expect(readThing(row(fields))).toEqual({ ok: true, said: { title: 'Projector', ...fields } })
  })

  it.each([
    [{ title: ' ' }, 'title'],
    [{ capacity: '0' }, 'capacity'],
    [{ capacity: '1.5' }, 'capacity'],
    [{ before: '' }, 'before'],
    [{ after: '525601' }, 'after'],
    [{ after: '-1' }, 'after'],
  ] as const)('with %j names %s', (values, wrong) => {
    expect(readThing({ ...NO_THING, title: 'Projector', ...values })).toEqual({ ok: false, wrong })
  })

  it('loses no second of a buffer that nobody touched', () => {
    const typed = row({ buffer: { before: 1, after: 90_001 } })
    const [start, now] = [readThing(typed), readThing({ ...typed, message: 'Please ring' })]
    expect(start.ok && now.ok && changedFields(now.said, start.said)).toEqual({ message: 'Please ring' })
  })
})
