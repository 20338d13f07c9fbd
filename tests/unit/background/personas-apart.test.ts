// Two personas of one wallet in two festivals: nothing that is published as one leads to the other.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { decodeInvite } from '../../../src/festival/invite.ts'
import { toHex } from '../../../src/bamboo/bytes.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { Machine } from './machine.ts'
import { FRIDAY } from './story.ts'

/** Shorter sequences are in both by chance or by the format: names of operations and fields, times, sizes. */
const TELLING_BYTES = 16

interface Life {
  me: PublicKey
  all: Uint8Array[]
  invited: string
}

async function published(machine: Machine, author: PublicKey, festival: FestivalId): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (const log of await machine.worker.store.logsOf(author, festival)) {
    for (const { entry, payload } of await machine.worker.store.entries(log, 1, log.seqNum)) {
      pieces.push(entry, payload ?? new Uint8Array())
    }
  }
  return pieces
}

/** Every sequence of `TELLING_BYTES` bytes, as hex. */
function sequences(pieces: readonly Uint8Array[]): Set<string> {
  const found = new Set<string>()
  for (const piece of pieces) {
    for (let at = 0; at + TELLING_BYTES <= piece.length; at += 1)
      found.add(toHex(piece.subarray(at, at + TELLING_BYTES)))
  }
  return found
}

/** Makes a festival as a persona and does what one does there; gives all that is published of it, and what an invite says. */
async function live(machine: Machine, word: string, as: 'new' | undefined): Promise<Life> {
  const { festival } = await machine.done('festival.create', {
    title: `${word} festival`,
    timezone: 'Europe/Berlin',
    visibility: 'open',
    ...(as === undefined ? {} : { as }),
  })
  const lent = { festival, kind: 'thing', availability: 'always', policy: { kind: 'manual' } } as const
  const { resource } = await machine.done('resource.create', { ...lent, title: `${word} tent` })
  await machine.done('event.create', { festival, title: `${word} talk`, ...FRIDAY, lines: [{ resource }] })
  await machine.done('profile.set', { festival, name: `${word} name` })
  const { invite } = await machine.done('festival.invite', { festival })
  const me = (await machine.db.memberships.get(festival))?.persona ?? expect.fail()
  const invited = await decodeInvite(invite)
  if (!invited.ok) expect.fail()
  return { me, all: await published(machine, me, festival), invited: JSON.stringify(invited.value) }
}

describe('two personas of one wallet', () => {
  it('share no telling sequence of bytes in what they publish, nor in their invites', async () => {
    const machine = new Machine()
    await machine.done('persona.create', {})
    const [one, other] = [await live(machine, 'Meadow', undefined), await live(machine, 'Alpine', 'new')]
    expect(other.me).not.toBe(one.me)
    const [ofOne, ofOther] = [sequences(one.all), sequences(other.all)]
    expect(ofOne.size).toBeGreaterThan(500)
    const shared = [...ofOne].filter((sequence) => ofOther.has(sequence))
    // What is left are words of the format: it would be there between two strangers as well.
    const stranger = new Machine()
    await stranger.done('persona.create', {})
    const ofStranger = sequences((await live(stranger, 'Forest', undefined)).all)
    expect(shared.filter((sequence) => !ofStranger.has(sequence))).toEqual([])
    expect(other.invited).toContain(other.me)
    expect(other.invited).not.toContain(one.me)
    const keyOfOne = new RegExp(one.me.slice(0, 2 * TELLING_BYTES))
    expect([...ofOther].some((sequence) => keyOfOne.test(sequence))).toBe(false)
  })
})
