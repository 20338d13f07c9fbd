// What two people agreed on, as each of their machines sees it.

import { expect } from 'vitest'
import type { PanelCommand, PanelParams } from '../../../messages/panel.ts'
import { readEvents } from '../../../src/adapters/dexie/queries.ts'
import type { EventLine } from '../../../src/festival/overview.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import { deliver, type Machine } from './machine.ts'
import { ask, begin, type Story } from './story.ts'

/** The shown lines that ask for a resource, as a machine sees them. */
export async function lines(machine: Machine, { festival }: Story, resource: ObjectId): Promise<EventLine[]> {
  const overviews = await readEvents(machine.db, festival, machine.clock.now())
  const all = overviews.flatMap((overview) => overview.lines)
  return all.filter(({ request, state }) => request.resource === resource && state !== 'superseded')
}

export const stateOf = async (machine: Machine, story: Story, resource: ObjectId): Promise<string[]> =>
  (await lines(machine, story, resource)).map(({ state }) => state)

/** Intervals in force of a resource, as a machine sees them. */
export async function taken(machine: Machine, resource: ObjectId): Promise<{ from: number; to: number }[]> {
  const answers = await machine.db.answers.where('resource').equals(resource).toArray()
  const inForce = answers.filter(({ state }) => state === 'effective').sort((a, b) => a.from - b.from)
  return inForce.map(({ from, to }) => ({ from, to }))
}

export async function exchange({ ada, ben, festival }: Story): Promise<void> {
  for (const _round of [1, 2]) {
    await deliver(ada, ben, festival)
    await deliver(ben, ada, festival)
  }
}

/** Ben's event with both things granted: the room by the policy, the projector by Ada. */
export async function agreed(): Promise<Story & { event: ObjectId; requests: ObjectId[] }> {
  const story = await begin()
  const made = await ask(story)
  const [request = expect.fail()] = made.requests
  await story.ada.done('authorization.answer', { request, decision: 'grant' })
  await exchange(story)
  return { ...story, ...made }
}

export async function codeOf<Name extends PanelCommand>(
  machine: Machine,
  name: Name,
  params: PanelParams<Name>,
): Promise<string> {
  const response = await machine.command(name, params)
  return response.ok ? 'ok' : response.error.code
}
