// Changes to a bundle that know its records (docs/protocol-bundle.md): other orders, other types, lying lengths, entries changed
// inside them, and an end record that agrees with the damage.

import { concatBytes, decodeVarU64, encodeVarU64, toHex } from '../../src/bamboo/index.ts'
import { emptySums, nextChecksum } from '../../src/log/bundle/checksum.ts'
import { decodeEntries } from '../../src/log/bundle/decode-record.ts'
import { encodeEndRecord, encodeEntriesRecord, encodeForkRecord } from '../../src/log/bundle/encode-record.ts'
import { PREAMBLE, RECORD } from '../../src/log/bundle/format.ts'
import { batchMutations, type ForgedBatch } from './batch-mutations.ts'
import { byteMutations } from './byte-mutations.ts'
import type { Corpus, HonestEntry } from './corpus.ts'
import type { Dice } from './dice.ts'
import type { Mutation } from './trial.ts'

export interface ForgedBundle {
  /** Type, length and body of each. */
  readonly records: readonly Uint8Array[]
  /** Entries that the author really signed for this bundle, in hexadecimal. */
  readonly signed: readonly string[]
}

export function joinBundle({ records }: ForgedBundle): Uint8Array {
  return concatBytes(PREAMBLE, ...records)
}

export function splitBundle(bytes: Uint8Array): ForgedBundle {
  const records: Uint8Array[] = []
  for (let offset = PREAMBLE.length; offset < bytes.length;) {
    const { start, length } = frameOf(bytes, offset)
    records.push(bytes.slice(offset, start + length))
    offset = start + length
  }
  return { records, signed: [] }
}

export function bundleMutations(corpus: Corpus): readonly Mutation<ForgedBundle>[] {
  const origins = new Map(corpus.logs.flatMap(({ entries }) => entries).map((entry) => [toHex(entry.bytes), entry]))
  const changes = batchMutations(corpus)
  const anyEntry = (dice: Dice): HonestEntry => dice.pick(dice.pick(corpus.logs).entries)
  const entriesOf: Mutation<ForgedBundle> = {
    name: 'entries of a record changed',
    apply: (bundle, dice) => changeEntries(bundle, dice, origins, dice.pick(changes)),
  }
  return [
    entriesOf,
    entriesOf,
    entriesOf,
    list('a record left out', (records, dice) => records.toSpliced(dice.below(records.length), 1)),
    list('a record twice', (records, dice) => records.toSpliced(dice.below(records.length), 0, dice.pick(records))),
    list('records exchanged', exchange),
    list('a record of an unknown type', (records, dice) =>
      insert(records, dice, record(5 + dice.below(400), dice.bytes(9))),
    ),
    list('a proof of nothing', (records, dice) =>
      insert(records, dice, encodeForkRecord(dice.below(3), anyEntry(dice).bytes, anyEntry(dice).bytes)),
    ),
    list('a proof of a fork', (records, dice) => insert(records, dice, forkOf(corpus, dice))),
    one('another type', (bytes, dice) => record(dice.below(6), bodyOf(bytes))),
    one('changed bytes of a body', (bytes, dice) =>
      record(bytes[0] ?? 0, dice.pick(byteMutations).apply(bodyOf(bytes), dice)),
    ),
    one('a length that is not so', (bytes, dice) =>
      concatBytes(bytes.subarray(0, 1), encodeVarU64(dice.u64()), bodyOf(bytes)),
    ),
    one('another festival number', (bytes, dice) =>
      record(bytes[0] ?? 0, concatBytes(encodeVarU64(dice.below(300)), bodyOf(bytes).subarray(1))),
    ),
    one('changed bytes of a record', (bytes, dice) => dice.pick(byteMutations).apply(bytes, dice)),
  ]
}

type Records = ForgedBundle['records']

function list(name: string, change: (records: Records, dice: Dice) => Records): Mutation<ForgedBundle> {
  return {
    name,
    apply: (bundle, dice) =>
      bundle.records.length === 0 ? bundle : { ...bundle, records: change(bundle.records, dice) },
  }
}

function one(name: string, change: (record: Uint8Array, dice: Dice) => Uint8Array): Mutation<ForgedBundle> {
  return list(name, (records, dice) => {
    const at = dice.below(records.length)
    return records.map((each, index) => (index === at ? change(each, dice) : each))
  })
}

function exchange(records: Records, dice: Dice): Records {
  const [a, b] = [dice.below(records.length), dice.below(records.length)]
  return records.map((each, index) => (index === a ? (records[b] ?? each) : index === b ? (records[a] ?? each) : each))
}

function insert(records: Records, dice: Dice, more: Uint8Array): Records {
  return records.toSpliced(dice.below(records.length + 1), 0, more)
}

function record(type: number, body: Uint8Array): Uint8Array {
  return concatBytes(encodeVarU64(type), encodeVarU64(body.length), body)
}

function forkOf(corpus: Corpus, dice: Dice): Uint8Array {
  const place = dice.below(corpus.branch.entries.length)
  const [first, second] = [corpus.logs[0]?.entries[place], corpus.branch.entries[place]]
  return encodeForkRecord(0, first?.bytes ?? new Uint8Array(0), second?.bytes ?? new Uint8Array(0))
}

/** Where the body of the record at `offset` begins, and how long it says it is; 0 for what is no record any more. */
function frameOf(bytes: Uint8Array, offset: number): { start: number; length: number } {
  const type = decodeVarU64(bytes, offset)
  const afterType = offset + (type.ok ? type.value.length : 1)
  const length = decodeVarU64(bytes, afterType)
  return {
    start: afterType + (length.ok ? length.value.length : 1),
    length: length.ok ? Number(length.value.value) : 0,
  }
}

function bodyOf(bytes: Uint8Array): Uint8Array {
  return bytes.slice(frameOf(bytes, 0).start)
}

function changeEntries(
  bundle: ForgedBundle,
  dice: Dice,
  origins: ReadonlyMap<string, HonestEntry>,
  mutation: Mutation<ForgedBatch>,
): ForgedBundle {
  const places = bundle.records.flatMap((each, index) => (each[0] === RECORD.entries ? [index] : []))
  const at = places[dice.below(places.length)]
  const body = at === undefined ? undefined : decodeEntries(bodyOf(bundle.records[at] ?? new Uint8Array(0)))
  if (at === undefined || body === undefined) return bundle
  const items = body.entries.flatMap((each) => {
    const origin = origins.get(toHex(each.entry))
    return origin === undefined ? [] : [{ ...each, origin }]
  })
  const changed = mutation.apply({ items, signed: [] }, dice)
  const records = bundle.records.with(at, encodeEntriesRecord(body.festival, changed.items))
  return { records, signed: [...bundle.signed, ...changed.signed] }
}

/** The counts and the checksum of what is there now, so that only the entries can tell. */
export const sealAgain: Mutation<ForgedBundle> = { name: 'the end agrees with the records', apply: seal }

function seal({ records, signed }: ForgedBundle): ForgedBundle {
  const sums = emptySums()
  const kept = records.filter((each) => each[0] !== RECORD.end)
  for (const each of kept) {
    sums.checksum = nextChecksum(sums.checksum, each)
    if (each[0] === RECORD.festival) sums.festivals += 1
    if (each[0] === RECORD.fork) sums.forks += 1
    if (each[0] !== RECORD.entries) continue
    const { entries } = decodeEntries(bodyOf(each)) ?? { entries: [] }
    sums.entries += entries.length
    sums.payloads += entries.filter(({ payload }) => payload !== undefined).length
  }
  return { records: [...kept, encodeEndRecord(sums)], signed }
}
