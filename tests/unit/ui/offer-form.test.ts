// What people type about where and when a thing is to be had becomes what an operation can say, or names the wrong field.
import { describe, expect, it } from 'vitest'
import { ALWAYS, readOpenings, type OpeningValues } from '../../../ui/thing-form/read-openings.ts'
import { NO_PLACE, readPlace, type PlaceValues } from '../../../ui/thing-form/read-place.ts'
import { encodeOperation } from '../../../src/operations/codec.ts'
import { resourceCreate } from '../festival/story.ts'

const place = (values: Partial<PlaceValues>): unknown => {
  const read = readPlace({ ...NO_PLACE, ...values })
  return read.ok ? read.location : read.wrong
}

describe('a place', () => {
  it.each<[Partial<PlaceValues>, unknown]>([
    [{}, undefined],
    [
      { type: 'address', street: ' Am Ufer 1 ', city: 'Berlin' },
      { type: 'address', street: 'Am Ufer 1', city: 'Berlin' },
    ],
    [{ type: 'address' }, 'street'],
    [
      { type: 'gps', coordinates: '52.4901, 13.4251' },
      { type: 'gps', lat: 524901000, lon: 134251000 },
    ],
    [
      { type: 'gps', coordinates: '52,4901 -13,4251' },
      { type: 'gps', lat: 524901000, lon: -134251000 },
    ],
    [
      { type: 'gps', coordinates: '-0, 0.00000001' },
      { type: 'gps', lat: 0, lon: 0 },
    ],
    [{ type: 'gps', coordinates: '91, 0' }, 'coordinates'],
    [{ type: 'gps', coordinates: '52.4901' }, 'coordinates'],
    [{ type: 'gps', coordinates: 'Berlin' }, 'coordinates'],
    [
      { type: 'url', url: 'meet.example/room 1'.replace(' ', '-') },
      { type: 'url', url: 'https://meet.example/room-1' },
    ],
    [{ type: 'url', url: 'javascript:alert(1)' }, 'url'],
    [{ type: 'url', url: 'data:text/html,x' }, 'url'],
    [{ type: 'url', url: 'https://' }, 'url'],
    [{ type: 'url', url: '' }, 'url'],
    [
      { type: 'space', x: '-3', y: '4', world: 'Moon' },
      { type: 'space', x: -3, y: 4, z: 0, world: 'Moon' },
    ],
    [
      { type: 'space', x: '-0' },
      { type: 'space', x: 0, y: 0, z: 0 },
    ],
    [{ type: 'space', y: '1.5' }, 'y'],
    [{ type: 'space', z: '' }, 'z'],
  ])('%j is %j', (values, expected) => {
    expect(place(values)).toEqual(expected)
    const read = readPlace({ ...NO_PLACE, ...values })
    if (!read.ok || read.location === undefined) return
    expect(encodeOperation(resourceCreate({ location: read.location })).ok).toBe(true)
  })
})

describe('openings', () => {
  const read = (values: Partial<OpeningValues>): unknown => {
    const result = readOpenings({ ...ALWAYS, ...values }, 'Europe/Berlin')
    if (!result.ok) return result.wrong
    expect(encodeOperation(resourceCreate({ availability: result.availability })).ok).toBe(true)
    return result.availability
  }
  const span = { from: '2026-06-05T10:00', to: '2026-06-05T12:00' }

  it('are always, or in windows of the festival’s clocks', () => {
    expect(read({})).toBe('always')
    expect(read({ kind: 'windows', windows: [span] })).toEqual({
      windows: [[Date.UTC(2026, 5, 5, 8), Date.UTC(2026, 5, 5, 10)]],
    })
  })

  it('are weekly, end on the next day when they end earlier than they begin, and leave out exceptions', () => {
    const weekly = [{ days: [7, 5], from: '22:00', to: '04:00' }]
    expect(read({ kind: 'weekly', weekly, except: [span] })).toEqual({
      windows: [],
      weekly: [{ days: [5, 7], from: 1320, to: 1680 }],
      except: [[Date.UTC(2026, 5, 5, 8), Date.UTC(2026, 5, 5, 10)]],
    })
    expect(read({ kind: 'weekly', weekly: [{ days: [1], from: '00:00', to: '00:00' }] })).toEqual({
      windows: [],
      weekly: [{ days: [1], from: 0, to: 1440 }],
    })
  })

  it('name what makes no sense', () => {
    const inverted = { from: span.to, to: span.from }
    expect(read({ kind: 'windows', windows: [span, inverted] })).toEqual({ list: 'windows', index: 1 })
    expect(read({ kind: 'windows' })).toEqual({ list: 'windows', index: 0 })
    expect(read({ kind: 'weekly' })).toEqual({ list: 'weekly', index: 0 })
    const weekly = [{ days: [1], from: '10:00', to: '11:00' }]
    expect(read({ kind: 'weekly', weekly, except: [{ from: '', to: '' }] })).toEqual({ list: 'except', index: 0 })
  })
})
