// Invites (DESIGN 6): what was signed comes out again, however a chat program treated it; everything else has its own code.

import { beforeAll, describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { concatBytes, fromHex, toHex, utf8Encode } from '../../../src/bamboo/bytes.ts'
import { signerFromSecretKey, type Signer } from '../../../src/bamboo/sign.ts'
import { decodeBase64urlPrefix, encodeBase64url } from '../../../src/festival/base64url.ts'
import { decodeDigitsPrefix, encodeDigits } from '../../../src/festival/digits.ts'
import {
  MAX_INVITE_TRACKERS,
  decodeInvite,
  encodeInvite,
  inviteForQr,
  type Invite,
} from '../../../src/festival/invite.ts'
import { isTrackerUrl } from '../../../src/festival/tracker-url.ts'
import { encodeCbor, type CborValue } from '../../../src/operations/cbor.ts'
import type { FestivalId, PublicKey } from '../../../src/operations/ids.ts'

const festival = `0040${'5a'.repeat(64)}` as FestivalId
const TITLE = 'Thirty bytes of festival title'
let signer: Signer
let invite: Invite
let written: string

const sign = (message: Uint8Array): Promise<Uint8Array> => signer.sign(message)
const codeOf = async (text: string): Promise<string> => {
  const decoded = await decodeInvite(text)
  return decoded.ok ? 'ok' : decoded.error.code
}
/** An invite of any map, properly signed. */
const signed = async (fields: Record<string, CborValue>): Promise<string> => {
  const cbor = encodeCbor(new Map(Object.entries({ ...wire(), ...fields })))
  const head = concatBytes(Uint8Array.of(cbor.length >> 8, cbor.length & 0xff), cbor)
  const signature = await sign(concatBytes(utf8Encode('p2panda-invite-1'), head))
  return `p2panda:1:${encodeBase64url(concatBytes(head, signature))}`
}
const wire = (): Record<string, CborValue> => ({
  f: fromHex('5a'.repeat(64)) ?? 0,
  i: signer.publicKey,
  n: TITLE,
  t: ['tracker.example.org'],
})

beforeAll(async () => {
  signer = await signerFromSecretKey(new Uint8Array(32).fill(7))
  invite = {
    festival,
    title: TITLE,
    trackers: ['wss://tracker.example.org'],
    invitedBy: toHex(signer.publicKey) as PublicKey,
  }
  written = await encodeInvite({ ...invite, sign })
})

describe('an invite', () => {
  it('says what was signed, with at most 260 bytes for one meeting point', async () => {
    expect(await decodeInvite(written)).toEqual({ ok: true, value: invite })
    expect(utf8Encode(TITLE)).toHaveLength(30)
    expect(decodeBase64urlPrefix(written.slice('p2panda:1:'.length)).length).toBeLessThanOrEqual(260)
  })

  it.each([
    [false, 220],
    [true, 256],
  ])('has few bytes with one meeting point and a title of 20 letters, closed: %s', async (isClosed, size) => {
    const typical = { ...invite, title: 'a'.repeat(20), trackers: ['wss://tracker.webtorrent.dev'] }
    const key = isClosed ? { topicKey: new Uint8Array(32).fill(3) } : {}
    const text = await encodeInvite({ ...typical, ...key, sign })
    expect(decodeBase64urlPrefix(text.slice('p2panda:1:'.length))).toHaveLength(size)
  })

  it('says the same in the digits of a QR code, and that they are truncated wherever they were cut', async () => {
    const digits = inviteForQr(written)
    expect(digits).toMatch(/^P2PANDA:1:[0-9]+$/)
    expect(await decodeInvite(digits)).toEqual({ ok: true, value: invite })
    expect(await decodeInvite(`Read: ${digits.replaceAll(/.{50}/g, '$&\n')} (in a hurry)`)).toEqual({
      ok: true,
      value: invite,
    })
    for (let length = 'P2PANDA:1:'.length; length < digits.length; length += 1) {
      expect(await codeOf(digits.slice(0, length))).toBe('truncated')
    }
    for (let at = 'P2PANDA:1:'.length; at < digits.length; at += 1) {
      const changed = `${digits.slice(0, at)}${(Number(digits[at]) + 1) % 10}${digits.slice(at + 1)}`
      expect((await decodeInvite(changed)).ok).toBe(false)
    }
  })

  it('carries the topic key of a closed festival', async () => {
    const closed = { ...invite, topicKey: new Uint8Array(32).fill(3) }
    expect(await decodeInvite(await encodeInvite({ ...closed, sign }))).toEqual({ ok: true, value: closed })
  })

  it('has the bytes that its description says', async () => {
    expect(await signed({})).toBe(written)
  })

  it.each<[string, (text: string) => string]>([
    ['between words', (text) => `Come! ${text} See you there`],
    ['with words stuck to it', (text) => `<${text}Zabc`],
    ['broken into lines', (text) => text.replaceAll(/.{40}/g, '$&\r\n')],
    ['quoted in a mail', (text) => `> ${text.replaceAll(/.{60}/g, '$&\n> > ')}`],
    ['with invisible marks', (text) => text.replaceAll(/.{30}/g, '$&\u200b\u00ad')],
    ['as link of the browser', (text) => `web+${text}`],
    ['as escaped link', (text) => `https://example.org/join?i=web%2B${text.replaceAll(':', '%3A')}`],
    ['in a fragment of a link', (text) => `https://example.org/join#${text}&utm=chat`],
    ['with another one after it', (text) => `${text} ${text.replace('1:', '1:A')}`],
  ])('is found %s', async (_name, dress) => {
    expect(await decodeInvite(dress(written))).toEqual({ ok: true, value: invite })
  })

  it('says that it is truncated wherever it was cut', async () => {
    for (let length = 'p2panda:1:'.length; length < written.length; length += 1) {
      expect(await codeOf(written.slice(0, length))).toBe('truncated')
    }
  })

  it.each([
    ['nothing', ''],
    ['a shopping list', 'milk, bread, pandas'],
    ['another code of ours', 'p2panda-offer:1:AAAA'],
    ['a link without an invite', 'web+p2panda:join'],
  ])('is not found in %s', async (_name, text) => {
    expect(await codeOf(text)).toBe('not-one')
  })

  it('of a newer version is unsupported', async () => {
    expect(await codeOf(written.replace(':1:', ':2:'))).toBe('unsupported')
    expect(await codeOf(written.replace(':1:', ':01:'))).toBe('unsupported')
  })

  it.each<[string, Record<string, CborValue>]>([
    ['nothing as meeting point', { t: [''] }],
    ['a plain meeting point elsewhere', { t: ['ws://tracker.example.org'] }],
    ['a web address as meeting point', { t: ['https://tracker.example.org'] }],
    ['too many meeting points', { t: Array.from({ length: 9 }, () => 'wss://a.example') }],
    ['words as meeting point', { t: ['under the big tree'] }],
    ['a festival of another hash', { f: new Uint8Array(32) }],
    ['no title', { n: '' }],
    ['half a topic key', { k: new Uint8Array(16) }],
  ])('with %s is unsupported though well signed', async (_name, change) => {
    expect(await codeOf(await signed(change))).toBe('unsupported')
  })

  it('may say more than this version knows', async () => {
    expect(await decodeInvite(await signed({ colour: 'blue' }))).toEqual({ ok: true, value: invite })
  })

  it('is refused after any change of any byte', async () => {
    const bytes = decodeBase64urlPrefix(written.slice('p2panda:1:'.length))
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1)
      // A changed length may well ask for more bytes than there are.
      expect(await codeOf(`p2panda:1:${encodeBase64url(changed)}`)).toMatch(at < 2 ? /./ : /^bad-signature$/)
      expect((await decodeInvite(`p2panda:1:${encodeBase64url(changed)}`)).ok).toBe(false)
    }
  })

  it('signed by somebody else is refused', async () => {
    const mallory = await signerFromSecretKey(new Uint8Array(32).fill(8))
    const forged = await encodeInvite({ ...invite, sign: (message) => mallory.sign(message) })
    expect(await codeOf(forged)).toBe('bad-signature')
  })

  it('is a value or an error for any text', async () => {
    const nearly = fc.uint8Array({ maxLength: 120 }).map((bytes) => `p2panda:1:${encodeBase64url(bytes)}`)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), nearly), async (text) => {
        expect((await decodeInvite(text)).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves out meeting points that nobody would connect to', async () => {
    const usable = Array.from({ length: 10 }, (_, index) => `wss://t${index}.example.org`)
    const decoded = await decodeInvite(
      await encodeInvite({ ...invite, trackers: ['ws://evil.example', 'http://x', ...usable], sign }),
    )
    expect(decoded.ok && decoded.value.trackers).toEqual(usable.slice(0, MAX_INVITE_TRACKERS))
  })

  it('can not be written without a title', async () => {
    await expect(encodeInvite({ ...invite, title: '', sign })).rejects.toThrow(TypeError)
  })
})

describe('isTrackerUrl', () => {
  it.each([
    ['wss://tracker.example.org', true],
    ['wss://tracker.example.org:443/announce?a=b', true],
    ['WSS://Tracker.Example.org', true],
    ['wss://[2001:db8::1]:8000', true],
    ['ws://127.0.0.1:8000', true],
    ['ws://127.1.2.3', true],
    ['ws://localhost:8000/', true],
    ['ws://[::1]:8000', true],
    ['ws://10.0.0.1:8000', false],
    ['ws://localhost.example.org', false],
    ['ws://127.0.0.1.example.org', false],
    ['ws://127.0.0.1@example.org', false],
    ['wss://user:password@example.org', false],
    ['wss://', false],
    ['wss://example.org/ space', false],
    ['https://example.org', false],
    ['', false],
    [`wss://example.org/${'a'.repeat(200)}`, false],
  ])('answers for %s', (url, expected) => {
    expect(isTrackerUrl(url)).toBe(expected)
  })
})

describe('digits', () => {
  it('give back every byte, up to what is no digit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeDigits(bytes)
        expect(text).toMatch(/^[0-9]*$/)
        expect(decodeDigitsPrefix(`${text}x1`)).toEqual(bytes)
      }),
    )
  })

  it('that no bytes have end what is read', () => {
    expect(decodeDigitsPrefix('256')).toEqual(new Uint8Array(0))
    expect(decodeDigitsPrefix('99999999999999999')).toEqual(new Uint8Array(0))
    expect(decodeDigitsPrefix('00000000000000001255')).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 255))
    expect(decodeDigitsPrefix('1')).toEqual(new Uint8Array(0))
  })
})

describe('base64url', () => {
  it('gives back every byte, as the platform writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = encodeBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(decodeBase64urlPrefix(`${text}!more`)).toEqual(bytes)
      }),
    )
  })
})
