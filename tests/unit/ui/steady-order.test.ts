// The order of what an event can ask for stays while somebody chooses.
import { describe, expect, it } from 'vitest'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { SteadyOrder } from '../../../ui/event/steady-order.ts'
import type { Offered } from '../../../ui/event/use-offers.ts'

const offered = (title: string, left = 1): Offered =>
  ({ resource: { id: title as ObjectId, title, capacity: 1 }, stock: { isOffered: true, left, asked: 0 } }) as Offered

const titles = (offers: readonly Offered[]): string[] => offers.map(({ resource }) => resource.title)

describe('what can be asked for', () => {
  it('begins with what can be had, by title', () => {
    const order = new SteadyOrder()
    expect(order.arrange([], 'noon')).toEqual([])
    const offers = [offered('boat', 0), offered('canoe'), offered('raft')]
    expect(titles(order.arrange(offers, 'noon'))).toEqual(['canoe', 'raft', 'boat'])
  })

  it('keeps its places when a line changes or goes, and what arrives comes last', () => {
    const order = new SteadyOrder()
    order.arrange([offered('canoe'), offered('raft')], 'noon')
    expect(titles(order.arrange([offered('boat'), offered('canoe', 0), offered('raft')], 'noon'))).toEqual([
      'canoe',
      'raft',
      'boat',
    ])
    expect(titles(order.arrange([offered('boat'), offered('raft')], 'noon'))).toEqual(['raft', 'boat'])
  })

  it('is made anew for another time, once there is an answer about it', () => {
    const order = new SteadyOrder()
    const atNoon = [offered('boat', 0), offered('canoe')]
    order.arrange(atNoon, 'noon')
    expect(titles(order.arrange(atNoon, 'night'))).toEqual(['canoe', 'boat'])
    expect(titles(order.arrange([offered('boat'), offered('canoe', 0)], 'night'))).toEqual(['boat', 'canoe'])
    expect(titles(order.arrange([offered('boat', 0), offered('canoe')], 'night'))).toEqual(['boat', 'canoe'])
  })
})
