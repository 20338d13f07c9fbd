// tests/vectors/receipt.json: what another implementation can check its reader of receipts against
// (docs/protocol-receipt.md).

import { toHex } from '../../src/bamboo/index.ts'
import { encodeCbor, type CborValue } from '../../src/operations/cbor.ts'
import type { EntryHash, FestivalId } from '../../src/operations/ids.ts'
import { makeReceipt, type KeptEntry } from '../../src/receipt/make-receipt.ts'
import { encodeReceipt } from '../../src/receipt/receipt-file.ts'
import { verifyReceipt } from '../../src/receipt/verify-receipt.ts'
import { MemoryLogStore } from '../../src/memory/memory-log-store.ts'
import { Company, type Person } from '../bundles/people.ts'

export interface ReceiptVectors {
  receipts: { name: string; bytes: string; standing: unknown; owner: string; answer: string }[]
  refused: { name: string; code: string; bytes: string }[]
}

const AT = Date.UTC(2026, 10, 1, 10)
const HOUR = 3_600_000

export async function receiptVectors(): Promise<ReceiptVectors> {
  const { answers, owner, asker } = await story()
  const receipts: ReceiptVectors['receipts'] = []
  const add = async (name: string, bytes: Uint8Array): Promise<void> => {
    const report = await verifyReceipt(bytes)
    if (!report.ok) throw new Error(`${name}: ${report.error.code}`)
    const { standing, owner: by, id } = report.value
    receipts.push({ name, bytes: toHex(bytes), standing: plain(standing), owner: by, answer: id })
  }
  for (const [name, answer, height] of answers) {
    const made = makeReceipt({ answer, homes: [owner.slice(0, height)], around: [asker], forks: [] })
    if (!made.ok) throw new Error(made.error.code)
    await add(name, made.value.bytes)
  }
  const [, [, grant]] = answers
  const pool = owner
    .slice(0, 3)
    .map(({ entry, payload }, index) => (index === 1 ? { entry } : bare({ entry, payload })))
  await add('only signed: links lead to the beginning', encodeReceipt({ answer: grant, logs: [pool], forks: [] }))
  return { receipts, refused: await refused(grant, owner) }
}

/** A thing, two requests, and the owner's answers: yes, a second yes that is void, no; then the first yes is taken back. */
async function story(): Promise<{
  answers: readonly [Answered, Answered, ...Answered[]]
  owner: KeptEntry[]
  asker: KeptEntry[]
}> {
  const store = new MemoryLogStore()
  const company = new Company(store, AT)
  const [ada, ben] = [await company.person('Ada'), await company.person('Ben')]
  const festival = await ada.begin({
    op: 'festival.create',
    title: 'Panda Camp',
    timezone: 'Europe/Berlin',
    visibility: 'open',
    nonce: '00'.repeat(16),
  })
  const resource = await ada.say(festival, {
    op: 'resource.create',
    title: 'Projector',
    kind: 'thing',
    availability: 'always',
    policy: { kind: 'manual' },
  })
  await ben.say(festival, { op: 'festival.join', festival })
  const time = { from: AT + HOUR, to: AT + 2 * HOUR }
  const event = await ben.say(festival, { op: 'event.create', title: 'Reading group', ...time })
  const [first, second] = [
    await ben.say(festival, { op: 'request.create', event, resource, ...time }),
    await ben.say(festival, { op: 'request.create', event, resource, ...time }),
  ]
  const grant = (request: EntryHash) =>
    ({ op: 'authorization.grant', request, resource, ...time, by: 'manual' }) as const
  const yes = await ada.say(festival, grant(first))
  const late = await ada.say(festival, grant(second))
  const no = await ada.say(festival, { op: 'authorization.deny', request: second, by: 'manual', reason: 'Sorry' })
  await ada.say(festival, { op: 'authorization.revoke', grant: yes, reason: 'It broke' })
  const owner = await entriesOf(store, ada, festival)
  const answers = [
    ['effective: as of entry 3', yes, 3],
    ['effective: as of entry 5', yes, 5],
    ['ended: entry 6 takes it back', yes, 6],
    ['void: the first one has the time', late, 6],
    ['effective: a denial', no, 6],
  ] as const
  return { answers, owner, asker: await entriesOf(store, ben, festival) }
}

type Answered = readonly [name: string, answer: EntryHash, height: number]

async function entriesOf(store: MemoryLogStore, person: Person, festival: FestivalId): Promise<KeptEntry[]> {
  const [log] = await store.logsOf(person.signer.publicKey, festival)
  return log === undefined ? [] : store.entries(log, 1, log.seqNum)
}

async function refused(answer: EntryHash, owner: readonly KeptEntry[]): Promise<ReceiptVectors['refused']> {
  const file = (logs: readonly (readonly Bare[])[]): Uint8Array =>
    encodeReceipt({ answer, logs: logs.map((log) => log.map(bare)), forks: [] })
  const changed = (bytes: Uint8Array | undefined): Uint8Array => {
    const copy = bytes?.slice() ?? new Uint8Array()
    copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1
    return copy
  }
  const cases: [string, string, Uint8Array][] = [
    ['nothing', 'not-one', new Uint8Array()],
    ['some other CBOR', 'not-one', encodeCbor(new Map([['v', 1]]))],
    [
      'a newer version',
      'unsupported',
      encodeCbor(new Map<string, CborValue>(Object.entries({ kind: 'p2panda-receipt', v: 2 }))),
    ],
    ['no logs at all', 'mixed', file([])],
    ['the answer is not there', 'answer-missing', file([owner.slice(0, 2)])],
    [
      'a changed signature',
      'not-signed',
      file([[...owner.slice(0, 2), { ...owner[2], entry: changed(owner[2]?.entry) }]]),
    ],
    [
      'a changed payload',
      'wrong-payload',
      file([[...owner.slice(0, 2), { ...owner[2], payload: changed(owner[2]?.payload) }]]),
    ],
    ['entries in the wrong order', 'mixed', file([owner.slice(0, 3).toReversed()])],
    ['without entry 1', 'mixed', file([owner.slice(1, 3)])],
    ['one log twice', 'mixed', file([owner.slice(0, 3), owner.slice(0, 3)])],
  ]
  for (const [name, code, bytes] of cases) {
    const report = await verifyReceipt(bytes)
    if (report.ok || report.error.code !== code) throw new Error(`${name} is not refused as ${code}`)
  }
  return cases.map(([name, code, bytes]) => ({ name, code, bytes: toHex(bytes) }))
}

type Bare = { [Field in 'entry' | 'payload']?: Uint8Array | undefined }

function bare({ entry = new Uint8Array(), payload }: Bare): { entry: Uint8Array; payload?: Uint8Array } {
  return payload === undefined ? { entry } : { entry, payload }
}

/** With log ids as decimal text, which JSON can say. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each)))
}
