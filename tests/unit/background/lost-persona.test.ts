// A wallet that was damaged and came back with other words: who it was in its festivals is nobody's here any more. What is refused
// says so, nothing waits for a password, and the festivals go on as somebody who is here.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { countWaitForUnlock } from '../../../src/adapters/dexie/settings.ts'
import { readFestivals } from '../../../src/adapters/dexie/queries.ts'
import type { PublicKey } from '../../../src/operations/ids.ts'
import { wordsOf } from '../../../src/wallet/words.ts'
import type { Machine } from './machine.ts'
import { ask, begin, type Story } from './story.ts'

const OTHER_WORDS = wordsOf(new Uint8Array(16).fill(9))

/** Neither copy opens any more. */
async function damage(machine: Machine): Promise<void> {
  const row = (await machine.db.vault.get('vault'))?.value as object
  const damaged = { ...row, checksum: '00' }
  await machine.db.vault.put({ key: 'vault', value: damaged })
  await machine.api.storage.local.set({ vault: damaged })
  machine.kill()
  await machine.worker.background.boot()
}

function lend({ ada, festival }: Story): Promise<{ ok: boolean; error?: { code: string } }> {
  return ada.command('resource.create', {
    festival,
    title: 'Tent',
    kind: 'thing',
    availability: 'always',
    policy: { kind: 'manual' },
  })
}

async function comeBackAsSomebodyElse(): Promise<Story & { lost: PublicKey; me: PublicKey }> {
  const story = await begin()
  const { ada } = story
  const lost = (await ada.worker.wallet.persona()) ?? expect.fail()
  await ask(story)
  await damage(ada)
  const { publicKey: me } = await ada.done('backup.restoreWords', { words: OTHER_WORDS })
  ada.kill()
  await ada.worker.background.boot()
  return { ...story, lost, me }
}

describe('a wallet that does not open', () => {
  it('says that it is damaged, and asks for no password', async () => {
    const story = await begin()
    await damage(story.ada)
    const { ada, festival } = story
    const refused = { ok: false, error: { code: 'wallet-damaged' } }
    expect(await lend(story)).toEqual(refused)
    expect(await ada.command('persona.add', {})).toEqual(refused)
    expect(await ada.command('festival.invite', { festival })).toEqual(refused)
    expect(await ada.command('backup.words', {})).toEqual(refused)
  })
})

describe('after other words', () => {
  it('nobody signs as who one was, and the refusal says so', async () => {
    const story = await comeBackAsSomebodyElse()
    const refused = { ok: false, error: { code: 'persona-lost' } }
    expect(await lend(story)).toEqual(refused)
    expect(await story.ada.command('festival.invite', { festival: story.festival })).toEqual(refused)
    expect(await countWaitForUnlock(story.ada.db)).toBe(0)
    expect(story.ada.api.badge).toBe('')
  })

  it('the festival says so, and goes on as somebody who is here', async () => {
    const story = await comeBackAsSomebodyElse()
    const { ada, festival, lost, me, projector } = story
    expect(await readFestivals(ada.db)).toMatchObject([{ me: lost, isLost: true }])
    expect(await ada.done('persona.switch', { festival, as: me })).toEqual({ persona: me })
    expect(await ada.db.memberships.get(festival)).toMatchObject({ persona: me })
    expect((await ada.db.memberships.get(festival))?.earlier ?? []).not.toContain(lost)
    const [overview] = await readFestivals(ada.db)
    expect(overview).toMatchObject({ me })
    expect(overview).not.toHaveProperty('isLost')
    expect(await lend(story)).toMatchObject({ ok: true })
    // What was lent before is somebody else's.
    const change = await ada.command('resource.update', { resource: projector, set: { title: 'Mine' } })
    expect(change).toEqual({ ok: false, error: { code: 'not-your-resource' } })
  })
})
