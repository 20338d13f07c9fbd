// The order of what an event can ask for stays while somebody chooses.
import { describe, expect, it } from 'vitest'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { SteadyOrder } from '../../../ui/event/steady-order.ts'
import type { Offered } from '../../../ui/event/use-offers.ts'

const NOON = { from: 12, to: 13 }
const NIGHT = { from: 23, to: 24 }

const offered = (title: string, left = 1, time = NOON): Offered =>
  ({
    resource: { id: title as ObjectId, title, capacity: 1 },
    stock: { isOffered: true, left, asked: 0 },
    time,
  }) as Offered

const titles = (offers: readonly Offered[]): string[] => offers.map(({ resource }) => resource.title)

describe('what can be asked for', () => {
  it('begins with what can be had, by title', () => {
    const order = new SteadyOrder()
    expect(order.arrange([])).toEqual([])
    expect(titles(order.arrange([offered('boat', 0), offered('canoe'), offered('raft')]))).toEqual([
      'canoe',
      'raft',
      'boat',
    ])
  })

  it('keeps its places when a line changes or goes, and what arrives comes last', () => {
    const order = new SteadyOrder()
    order.arrange([offered('canoe'), offered('raft')])
    const later = [offered('boat'), offered('canoe', 0), offered('raft')]
    expect(titles(order.arrange(later))).toEqual(['canoe', 'raft', 'boat'])
    expect(titles(order.arrange([offered('boat'), offered('raft')]))).toEqual(['raft', 'boat'])
  })

  it('is made anew for another time', () => {
    const order = new SteadyOrder()
    order.arrange([offered('boat', 0), offered('canoe')])
    expect(titles(order.arrange([offered('boat', 1, NIGHT), offered('canoe', 0, NIGHT)]))).toEqual(['boat', 'canoe'])
    expect(titles(order.arrange([offered('boat', 0), offered('canoe')]))).toEqual(['canoe', 'boat'])
  })
})
