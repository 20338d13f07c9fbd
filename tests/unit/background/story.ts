// The people of the tests: Ada lends a projector by hand and a room first come, first served; Ben asks for both.

import type { FestivalId, ObjectId } from '../../../src/operations/ids.ts'
import { deliver, HOUR, Machine, START } from './machine.ts'

export interface Story {
  ada: Machine
  ben: Machine
  festival: FestivalId
  projector: ObjectId
  room: ObjectId
}

export const FRIDAY: { from: number; to: number } = { from: START + 24 * HOUR, to: START + 28 * HOUR }

/** Ada's festival with the projector and the room, which Ben has joined and knows. */
export async function begin(): Promise<Story> {
  const ada = new Machine()
  const ben = new Machine()
  await ada.done('persona.create', {})
  await ben.done('persona.create', {})
  const { festival } = await ada.done('festival.create', {
    title: 'Herbst Fest',
    timezone: 'Europe/Berlin',
    visibility: 'open',
  })
  const lend = { festival, availability: 'always' } as const
  const { resource: projector } = await ada.done('resource.create', {
    ...lend,
    title: 'Projector',
    kind: 'thing',
    policy: { kind: 'manual' },
  })
  const { resource: room } = await ada.done('resource.create', {
    ...lend,
    title: 'Room',
    kind: 'place',
    policy: { kind: 'first-come-first-served' },
  })
  const { invite } = await ada.done('festival.invite', { festival })
  await ben.done('festival.join', { invite })
  await deliver(ada, ben, festival)
  return { ada, ben, festival, projector, room }
}

/** Ben's event that asks for both, known to Ada. */
export async function ask(story: Story, title = 'Reading group'): Promise<{ event: ObjectId; requests: ObjectId[] }> {
  const { ada, ben, festival, projector, room } = story
  const made = await ben.done('event.create', {
    festival,
    title,
    ...FRIDAY,
    lines: [{ resource: projector }, { resource: room }],
  })
  await deliver(ben, ada, festival)
  return made
}
