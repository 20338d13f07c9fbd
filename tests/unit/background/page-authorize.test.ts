// A site asks the user to answer a request: what is signed, when it is refused, and what survives the death of a worker.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { readApprovals } from '../../../src/adapters/dexie/queries.ts'
import { decodeOperation } from '../../../src/operations/codec.ts'
import { deliver, dieAt } from './machine.ts'
import { connected, waiting } from './site.ts'
import { ask, begin, FRIDAY } from './story.ts'

describe('authorize', () => {
  it('always asks, signs exactly what was shown, and gives one receipt however often the call is sent', async () => {
    const story = await begin()
    const { ada, festival, projector } = story
    const { requests } = await ask(story)
    const site = await connected(ada, [`read:${festival}`, `authorize:${festival}/${projector}`])
    const params = { request: requests[0], decision: 'grant', reason: 'See you there' }
    const id = site.send('authorize', params, { gesture: true })
    const [row] = await waiting(ada)
    const shown = decodeOperation(row?.payload ?? new Uint8Array())
    expect(shown).toMatchObject({
      ok: true,
      value: { op: 'authorization.grant', resource: projector, ...FRIDAY, by: 'site:https://panda.example' },
    })
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    const receipt = site.answerTo(id)
    expect(receipt).toMatchObject({ kind: 'result', value: { status: 'stored' } })
    const answers = await ada.db.answers
      .where('request')
      .equals(requests[0] ?? '')
      .toArray()
    expect(answers).toMatchObject([{ state: 'effective', by: 'site:https://panda.example', note: 'See you there' }])
    ada.kill()
    await ada.done('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    site.connect()
    expect(await site.call('authorize', params, { id })).toEqual(receipt?.kind === 'result' ? receipt.value : '')
    expect(await site.call('authorize', params)).toMatchObject({ code: 4703, data: { reason: 'already-answered' } })
  })

  it('tells the page the truth wherever the worker is killed after the click, and even when the user then says no', async () => {
    for (let operation = 1, died = true; died; operation += 7) {
      const story = await begin()
      const { ada, festival } = story
      const { requests } = await ask(story)
      const site = await connected(ada, [`authorize:${festival}`])
      const call = ['authorize', { request: requests[0], decision: 'grant' }, { id: 'one' }] as const
      site.send(...call)
      const [row] = await waiting(ada)
      const approval = row?.id ?? ''
      ada.kill()
      const death = dieAt(ada.db, operation)
      await ada.command('approval.decide', { approval, decision: 'approve' })
      died = death.hasDied()
      ada.kill()
      await ada.worker.background.boot()
      await ada.done('approval.decide', { approval, decision: 'reject' })
      site.connect()
      const outcome = (await site.call(...call)) as { id?: string; code?: number }
      const answers = await ada.db.answers
        .where('request')
        .equals(requests[0] ?? '')
        .toArray()
      expect(answers.map(({ id }) => id)).toEqual(outcome.id === undefined ? [] : [outcome.id])
      if (outcome.id === undefined) expect(outcome.code).toBe(4001)
    }
  }, 180_000)

  it('does nothing for a site without the scope, and tells nothing about requests', async () => {
    const story = await begin()
    const { ada, festival, room } = story
    const { requests } = await ask(story)
    const site = await connected(ada, [`read:${festival}`, `authorize:${festival}/${room}`])
    const unauthorized = { code: 4100, name: 'Unauthorized', retryable: false }
    for (const request of [requests[0], festival]) {
      expect(await site.call('authorize', { request, decision: 'grant' })).toEqual(unauthorized)
    }
    expect(await readApprovals(ada.db)).toEqual([])
  })

  it('is checked again when the user clicks: taken meanwhile, or the permission gone', async () => {
    const story = await begin()
    const { ada, ben, festival, projector } = story
    const { event, requests } = await ask(story)
    const { request: rival } = await ben.done('request.create', { festival, event, resource: projector })
    await deliver(ben, ada, festival)
    const site = await connected(ada, [`authorize:${festival}`])
    const id = site.send('authorize', { request: requests[0], decision: 'grant' })
    const [row] = await waiting(ada)
    await ada.done('authorization.answer', { request: rival, decision: 'grant' })
    const approve = { approval: row?.id ?? '', decision: 'approve' } as const
    expect(await ada.command('approval.decide', approve)).toMatchObject({ error: { code: 'not-available' } })
    expect(site.answerTo(id)).toBeUndefined()
    const [permission] = await ada.db.permissions.toArray()
    await ada.done('permission.revoke', { permission: permission?.id ?? '' })
    expect(site.answerTo(id)).toMatchObject({ error: { code: 4100 } })
    await ada.done('approval.decide', approve)
    expect(
      await ada.db.answers
        .where('request')
        .equals(requests[0] ?? '')
        .count(),
    ).toBe(0)
  })

  it('refuses bytes that are not what the request says', async () => {
    const story = await begin()
    const { ada, festival } = story
    const { requests } = await ask(story)
    const site = await connected(ada, [`authorize:${festival}`])
    site.send('authorize', { request: requests[0], decision: 'grant' })
    const [row] = await waiting(ada)
    const payload = new Uint8Array(row?.payload ?? [])
    payload[payload.length - 1] = (payload.at(-1) ?? 0) ^ 1
    await ada.db.approvals.update(row?.id ?? '', { payload })
    const response = await ada.command('approval.decide', { approval: row?.id ?? '', decision: 'approve' })
    expect(response.ok).toBe(false)
    expect(
      await ada.db.answers
        .where('request')
        .equals(requests[0] ?? '')
        .count(),
    ).toBe(0)
  })
})
