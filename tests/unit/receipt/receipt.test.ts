// Receipts (DESIGN 5.3): what they prove, what they do not, and what becomes of them when anything in them is changed.

import { beforeEach, describe, expect, it } from 'vitest'
import { verifyReceipt, type ReceiptReport } from '../../../src/receipt/verify-receipt.ts'
import { encodeReceipt } from '../../../src/receipt/receipt-file.ts'
import type { ReceiptMaterial } from '../../../src/receipt/make-receipt.ts'
import { encodeCbor } from '../../../src/operations/cbor.ts'
import type { Operation } from '../../../src/operations/operation.ts'
import { AT, HandLog, grantOf, joinOf, person, profileOf, requestOf, resourceOf } from '../log/fixtures.ts'
import { kept, made, materialOf, receiptStory, type ReceiptStory } from './story.ts'

let story: ReceiptStory
beforeEach(async () => {
  story = await receiptStory()
})

async function reportOf(material: ReceiptMaterial): Promise<ReceiptReport> {
  const report = await verifyReceipt(made(material).bytes)
  if (!report.ok) throw new Error(report.error.code)
  return report.value
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  const report = await verifyReceipt(bytes)
  return report.ok ? report.value.standing.code : report.error.code
}

const revoke = (grant: string): Operation => ({ v: 1, op: 'authorization.revoke', at: AT, grant: grant as never })

describe('a receipt of a grant', () => {
  it('says who answered whom about what, and that it is effective as of the head of the home', async () => {
    const report = await reportOf(materialOf(story))
    expect(report).toMatchObject({
      festival: story.festival,
      festivalTitle: 'Panda Camp',
      owner: (await person('ada')).publicKey,
      resource: { id: story.projector, title: 'Projector' },
      request: { id: story.request, author: (await person('ben')).publicKey },
      event: { id: story.event, title: 'Reading group' },
      standing: { code: 'effective', asOf: [{ logId: 7n, seqNum: 3 }], isContested: false },
    })
  })

  it('is small: a few hundred bytes per entry', () => {
    expect(made(materialOf(story)).bytes.length).toBeLessThan(3000)
  })

  it('says that it ended when the home goes on to say so, and that it did not when it stops before', async () => {
    await story.ada.add(revoke(story.grant))
    const ended = await reportOf(materialOf(story))
    expect(ended.standing).toMatchObject({ code: 'ended', kind: 'revoke' })
    const before = await reportOf(materialOf(story, { homes: [kept(story.ada, [1, 2, 3])] }))
    expect(before.standing).toMatchObject({ code: 'effective', asOf: [{ seqNum: 3 }] })
  })

  it('says that it is void', async () => {
    const second = await story.ada.add(
      grantOf(await story.ben.add(requestOf(story.event, story.projector)), story.projector),
    )
    const report = await reportOf(materialOf(story, { answer: second }))
    expect(report.standing).toMatchObject({ code: 'void', because: 'over-capacity' })
  })

  it('of what belongs to somebody else has no effect', async () => {
    const cleo = new HandLog(await person('cleo'), 9n)
    await cleo.add(joinOf(story.festival))
    const grant = await cleo.add(grantOf(story.request, story.projector))
    const report = await reportOf({
      answer: grant,
      homes: [kept(cleo)],
      around: [kept(story.ada), kept(story.ben)],
      forks: [],
    })
    expect(report.standing).toEqual({ code: 'without-effect' })
  })

  it('knows less without the entries around it, and is as effective', async () => {
    const report = await reportOf(materialOf(story, { around: [] }))
    expect([report.request, report.event]).toEqual([undefined, undefined])
    expect(report.standing.code).toBe('effective')
  })

  it('of a home that moved has the claimed stretch', async () => {
    const second = new HandLog(await person('ada'), 17n)
    await second.add(joinOf(story.festival))
    const head = { seqNum: 3, hash: story.ada.hash(3) }
    const log = { author: (await person('ada')).publicKey, logId: 7n }
    await second.add({ v: 1, op: 'log.continue', at: AT, log, head })
    const later = await story.ben.add(requestOf(story.event, story.projector, AT + 9_000_000))
    const grant = await second.add(grantOf(later, story.projector, AT + 9_000_000))
    const both = { answer: grant, homes: [kept(story.ada), kept(second)] }
    expect((await reportOf(materialOf(story, both))).standing).toEqual({
      code: 'effective',
      asOf: [
        { logId: 7n, seqNum: 3 },
        { logId: 17n, seqNum: 3 },
      ],
      isContested: false,
    })
    const alone = await reportOf(materialOf(story, { answer: grant, homes: [kept(second)] }))
    expect(alone.standing).toMatchObject({ code: 'only-signed' })
    // Without the head that is claimed the old answer stands, and could still turn out to be another one.
    const pending = await reportOf(materialOf(story, { homes: [kept(story.ada, [1, 2]), kept(second)], answer: grant }))
    expect(pending.standing.code).toBe('without-effect')
    const old = { homes: [kept(story.ada), kept(second)] }
    expect((await reportOf(materialOf(story, old))).standing.code).toBe('effective')
  })

  it('has no effect from a proven fork on', async () => {
    const twin = new HandLog(await person('ada'))
    twin.entries.push(...story.ada.entries.slice(0, 2))
    await twin.add(profileOf('another Ada'))
    const fork = [story.ada.entries[2]?.bytes, twin.entries[2]?.bytes] as [Uint8Array, Uint8Array]
    expect((await reportOf(materialOf(story, { forks: [fork] }))).standing).toEqual({ code: 'without-effect' })
  })

  it('proves only the signature and its place when the home is too long for a file', async () => {
    const big = 'x'.repeat(7900)
    for (let n = 0; n < 280; n += 1) await story.ada.add({ ...resourceOf('Chair'), description: big } as Operation)
    const grant = await story.ada.add(grantOf(story.request, story.projector))
    const receipt = made(materialOf(story, { homes: [kept(story.ada)], answer: grant }))
    expect(receipt.isWhole).toBe(false)
    expect(receipt.bytes.length).toBeLessThan(12_000)
    const report = await verifyReceipt(receipt.bytes)
    expect(report).toMatchObject({ ok: true, value: { standing: { code: 'only-signed', isLinked: true } } })
  })

  it('is only signed where a payload before it is missing', async () => {
    const [second] = kept(story.ada, [2])
    const home = [
      ...kept(story.ada, [1]),
      { seqNum: 2, entry: second?.entry ?? new Uint8Array() },
      ...kept(story.ada, [3]),
    ]
    const report = await reportOf(materialOf(story, { homes: [home] }))
    expect(report.standing.code).toBe('only-signed')
  })
})

describe('a receipt of a denial', () => {
  it('is effective where the thing lives that was asked for', async () => {
    const deny = await story.ada.add({ v: 1, op: 'authorization.deny', at: AT, request: story.request, by: 'manual' })
    expect((await reportOf(materialOf(story, { answer: deny }))).standing.code).toBe('effective')
    const bens = await story.ben.add({ v: 1, op: 'authorization.deny', at: AT, request: story.request, by: 'manual' })
    const foreign = { answer: bens, homes: [kept(story.ben)], around: [kept(story.ada)] }
    expect((await reportOf(materialOf(story, foreign))).standing.code).toBe('without-effect')
  })
})

describe('a file', () => {
  it('that is no receipt, of a newer version, or without the answer says so', async () => {
    expect(await codeOf(new Uint8Array())).toBe('not-one')
    expect(await codeOf(new TextEncoder().encode('hello'))).toBe('not-one')
    expect(await codeOf(encodeCbor(new Map([['kind', 'p2panda-receipt']])))).toBe('unsupported')
    expect(await codeOf(new Uint8Array(3 * 1024 * 1024))).toBe('too-large')
    expect(await codeOf(encodeReceipt({ answer: story.request, logs: [kept(story.ada)], forks: [] }))).toBe(
      'answer-missing',
    )
    expect(await codeOf(encodeReceipt({ answer: story.projector, logs: [kept(story.ada)], forks: [] }))).toBe(
      'answer-missing',
    )
  })

  it('with other entries, in another order, or of two festivals is refused', async () => {
    const answer = story.grant
    const entries = kept(story.ada)
    const refused = (logs: (typeof entries)[]): Promise<string> => codeOf(encodeReceipt({ answer, logs, forks: [] }))
    expect(await refused([entries.toReversed()])).toBe('mixed')
    expect(await refused([entries, entries])).toBe('mixed')
    expect(await refused([[...entries, ...kept(story.ben, [3])]])).toBe('mixed')
    expect(await refused([kept(story.ada, [2, 3])])).toBe('mixed')
    const other = new HandLog(await person('cleo'), 9n)
    await other.add(joinOf(story.projector))
    expect(await refused([entries, kept(other)])).toBe('mixed')
    const forged = new HandLog(await person('ada'))
    forged.entries.push(...story.ada.entries.slice(0, 2))
    await forged.addUnsigned(profileOf('not Ada'))
    expect(await refused([kept(forged)])).toBe('not-signed')
    const swapped = entries.map(({ seqNum, entry }) => ({ seqNum, entry, payload: new Uint8Array(3) }))
    expect(await refused([swapped])).toBe('wrong-payload')
    const twin = new HandLog(await person('ada'))
    twin.entries.push(...story.ada.entries.slice(0, 1))
    await twin.add(profileOf('another second'))
    expect(await refused([[...kept(twin), ...kept(story.ada, [3])]])).toBe('wrong-links')
  })

  it('with any one bit changed is refused, or says less, and never more', async () => {
    const { bytes } = made(materialOf(story))
    const codes = new Set<string>()
    for (let bit = 0; bit < bytes.length * 8; bit += 37) {
      const changed = bytes.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit % 8))
      codes.add(await codeOf(changed))
    }
    expect(
      [...codes].filter(
        (code) =>
          ![
            'not-one',
            'malformed',
            'not-signed',
            'wrong-payload',
            'unsupported',
            'answer-missing',
            'mixed',
            'wrong-links',
          ].includes(code),
      ),
    ).toEqual([])
  })
})
