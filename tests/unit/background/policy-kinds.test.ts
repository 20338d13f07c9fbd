// Tokens and web sites that answer, in the real background (DESIGN 5.4, 8): granted when the event has its ticket; signed
// without a question only for the one resource, the one site and the one permission that were meant.

import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { readApprovals, readInbox } from '../../../src/adapters/dexie/queries.ts'
import { MAX_SITE_ANSWERS } from '../../../background/site-answers.ts'
import type { ObjectId } from '../../../src/operations/ids.ts'
import type { Policy } from '../../../src/operations/operation.ts'
import { deliver, HOUR, type Machine } from './machine.ts'
import { connected, until, waiting } from './site.ts'
import { begin, FRIDAY, type Story } from './story.ts'

const SITE = 'https://panda.example'

async function offer({ ada, ben, festival }: Story, policy: Policy, requires: ObjectId[] = []): Promise<ObjectId> {
  const what = { title: 'Boat', kind: 'thing', availability: 'always', policy, requires } as const
  const { resource } = await ada.done('resource.create', { festival, ...what })
  await deliver(ada, ben, festival)
  return resource
}

/** Ben's event that asks for these things, one after the other, each for its own hour. */
async function ask({ ada, ben, festival }: Story, ...things: ObjectId[]): Promise<ObjectId[]> {
  const lines = things.map((resource, index) => ({
    resource,
    from: FRIDAY.from + index * HOUR,
    to: FRIDAY.from + (index + 1) * HOUR,
  }))
  const to = FRIDAY.from + things.length * HOUR
  const { requests } = await ben.done('event.create', { festival, title: 'Rowing', from: FRIDAY.from, to, lines })
  await deliver(ben, ada, festival)
  return requests
}

async function answers({ ada }: Story, request: ObjectId | undefined): Promise<[string, string, string][]> {
  const rows = await ada.db.answers
    .where('request')
    .equals(request ?? '')
    .toArray()
  return rows.map(({ kind, state, by }) => [kind, state, by])
}

const inboxOf = async (machine: Machine) =>
  readInbox(machine.db, (await machine.worker.wallet.persona()) ?? expect.fail(), machine.clock.now())

describe('a token', () => {
  it('is asked for, and what needs it is granted as soon as the event has it', async () => {
    const story = await begin()
    const boat = await offer(story, { kind: 'token', resource: story.projector })
    const [ofToken, ofBoat] = await ask(story, story.projector, boat)
    expect(await answers(story, ofBoat)).toEqual([])
    expect((await inboxOf(story.ada)).map(({ request }) => request.id)).toEqual([ofToken])
    await story.ada.done('authorization.answer', { request: ofToken ?? expect.fail(), decision: 'grant' })
    expect(await answers(story, ofBoat)).toEqual([['grant', 'effective', 'token']])
  })

  it('counts for the event that holds it only, and for a requirement as for a token', async () => {
    const story = await begin()
    const served = { kind: 'first-come-first-served' } as const
    const boat = await offer(story, served, [story.room])
    const [, withTicket] = await ask(story, story.room, boat)
    expect(await answers(story, withTicket)).toEqual([['grant', 'effective', 'first-come-first-served']])
    const [without] = await ask(story, boat)
    expect(await answers(story, without)).toEqual([])
  })
})

describe('a web site that answers', () => {
  const game = { kind: 'external', url: `${SITE}/games/boat.html` } as const

  async function playing(policy: Policy = game) {
    const story = await begin()
    const boat = await offer(story, policy)
    const [request] = await ask(story, boat)
    return { story, boat, request: request ?? expect.fail(), scope: `authorize:${story.festival}/${boat}` }
  }

  it('signs without a question, once per key, and the person has nothing to do while it may', async () => {
    const { story, request, scope } = await playing()
    expect(await inboxOf(story.ada)).toMatchObject([{ left: 'no-site' }])
    const site = await connected(story.ada, [scope])
    await until(async () => (await inboxOf(story.ada)).length === 0)
    const call = ['authorize', { request, decision: 'grant', reason: 'You won' }, { key: 'one' }] as const
    const receipt = await site.call(...call)
    expect(receipt).toMatchObject({ status: 'stored' })
    expect(await answers(story, request)).toEqual([['grant', 'effective', `site:${SITE}`]])
    expect(await readApprovals(story.ada.db)).toEqual([])
    story.ada.kill()
    site.connect()
    expect(await site.call(...call)).toEqual(receipt)
    expect(await answers(story, request)).toHaveLength(1)
  })

  it.each<[string, Policy, string | undefined]>([
    ['another site', { kind: 'external', url: 'https://other.example/' }, undefined],
    ['another port', { kind: 'external', url: `${SITE}:8443/` }, undefined],
    ['a site that only looks like it', { kind: 'external', url: `${SITE}@other.example/` }, undefined],
    ['an address that no browser opens', { kind: 'external', url: 'https://panda.example:99999/' }, undefined],
    ['a person', { kind: 'manual' }, undefined],
    ['it, with a permission for the whole festival', game, 'festival'],
  ])('asks as always when the policy names %s', async (_name, policy, wide) => {
    const { story, request, scope } = await playing(policy)
    const site = await connected(story.ada, [wide === undefined ? scope : `authorize:${story.festival}`])
    site.send('authorize', { request, decision: 'grant' })
    await waiting(story.ada)
    expect(await answers(story, request)).toEqual([])
  })

  it('asks about a second thought, and is refused what is taken or when its time is over', async () => {
    const { story, request, boat, scope } = await playing()
    const site = await connected(story.ada, [scope])
    expect(await site.call('authorize', { request, decision: 'deny', reason: 'You lost' })).toMatchObject({
      status: 'stored',
    })
    site.send('authorize', { request, decision: 'grant' })
    const [asked] = await waiting(story.ada)
    await story.ada.done('approval.decide', { approval: asked?.id ?? '', decision: 'reject' })
    const [first] = await ask(story, boat)
    const [second] = await ask(story, boat)
    expect(await site.call('authorize', { request: first, decision: 'grant' })).toMatchObject({ status: 'stored' })
    expect(await site.call('authorize', { request: second, decision: 'grant' })).toMatchObject({
      name: 'Conflict',
      data: { reason: 'not-available' },
    })
    const [permission] = await story.ada.db.permissions.toArray()
    story.ada.clock.advance((permission?.until ?? 0) - story.ada.clock.now())
    expect(await site.call('authorize', { request: second, decision: 'deny' })).toMatchObject({ name: 'Unauthorized' })
    expect(await answers(story, second)).toEqual([])
  })

  it('is given back to the person when the permission is taken away', async () => {
    const { story, scope } = await playing()
    await connected(story.ada, [scope])
    const [permission] = await story.ada.db.permissions.toArray()
    await story.ada.done('permission.revoke', { permission: permission?.id ?? '' })
    await until(async () => (await inboxOf(story.ada)).length === 1)
    expect(await inboxOf(story.ada)).toMatchObject([{ left: 'no-site' }])
  })

  it('answers a few times in a minute and no more', async () => {
    const { story, boat, scope } = await playing()
    // The store notes by the browser's clock when something was written.
    vi.useFakeTimers({ toFake: ['Date'], now: story.ada.clock.now() })
    const many = await ask(story, ...Array.from({ length: MAX_SITE_ANSWERS + 1 }, () => boat))
    const site = await connected(story.ada, [scope])
    const outcomes: unknown[] = []
    for (const request of many) outcomes.push(await site.call('authorize', { request, decision: 'deny' }))
    expect(outcomes.slice(0, -1).every((outcome) => (outcome as { status?: string }).status === 'stored')).toBe(true)
    expect(outcomes.at(-1)).toMatchObject({ name: 'LimitExceeded' })
    story.ada.clock.advance(60_000)
    expect(await site.call('authorize', { request: many.at(-1), decision: 'deny' })).toMatchObject({ status: 'stored' })
    vi.useRealTimers()
  })
})
