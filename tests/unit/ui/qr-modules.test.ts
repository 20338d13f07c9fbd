// QR codes: read back by a reader that is not of the same hand.
import { beforeAll, describe, expect, it } from 'vitest'
import { toHex } from '../../../src/bamboo/index.ts'
import { signerFromSecretKey, type Signer } from '../../../src/bamboo/sign.ts'
import { decodeInvite, encodeInvite, inviteForQr, type Invite } from '../../../src/festival/invite.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'
import { qrModules } from '../../../ui/qr-modules.ts'
import { readQr } from '../../qr-reader.ts'

/** Squares in a row of version 10, which phones read easily. */
const VERSION_10 = 57
const QUIET = 4

let signer: Signer

beforeAll(async () => {
  signer = await signerFromSecretKey(new Uint8Array(32).fill(7))
})

function inviteOf(more: Partial<Invite>): Promise<string> {
  const invite: Invite = {
    festival: `0040${'5a'.repeat(64)}` as FestivalId,
    title: 'Twenty letters long.',
    trackers: ['wss://tracker.webtorrent.dev'],
    invitedBy: toHex(signer.publicKey) as PublicKey,
    ...more,
  }
  return encodeInvite({ ...invite, sign: (message) => signer.sign(message) })
}

describe('a QR code', () => {
  it.each([
    ['an open festival', {}],
    ['a closed festival', { topicKey: new Uint8Array(32).fill(3) }],
  ])('holds the invite to %s in 57 squares a side', async (_name, more) => {
    const invite = await inviteOf(more)
    const modules = qrModules(inviteForQr(invite))
    expect(modules?.size).toBe(VERSION_10 + 2 * QUIET)
    const seen = modules === undefined ? '' : readQr(modules)
    expect(await decodeInvite(seen)).toEqual(await decodeInvite(invite))
    expect((await decodeInvite(seen)).ok).toBe(true)
  })

  it.each(['p2panda-offer:1:AZaz09-_', 'Größe: 5 €', '0', 'X'.repeat(600)])('says %s', (text) => {
    const modules = qrModules(text)
    expect(modules === undefined ? undefined : readQr(modules)).toBe(text)
  })

  it('is not drawn for what no phone reads', () => {
    expect(qrModules('a'.repeat(1_500))).toBeUndefined()
    expect(qrModules('a'.repeat(5_000))).toBeUndefined()
  })
})
