// Changes to entries that travel together (DESIGN 3.3): their order, their payloads, whose they are, and rewritten history
// that its author really signs.

import { lipmaalink, toHex, yamfHash } from '../../src/bamboo/index.ts'
import type { IncomingEntry } from '../../src/log/batch.ts'
import { byteMutations } from './byte-mutations.ts'
import type { Corpus, HonestEntry, HonestLog } from './corpus.ts'
import type { Dice } from './dice.ts'
import { fieldMutations, lies, signForged } from './entry-mutations.ts'
import { joinFields, signed, splitFields, writeFields, type Fields } from './fields.ts'
import type { Mutation } from './trial.ts'

export interface BatchItem extends IncomingEntry {
  /** The honest entry that it was made from. */
  readonly origin: HonestEntry
}

export interface ForgedBatch {
  readonly items: readonly BatchItem[]
  /** Entries that the author really signed for this batch, in hexadecimal. */
  readonly signed: readonly string[]
}

type Items = ForgedBatch['items']

export function honestItem(entry: HonestEntry): BatchItem {
  return { entry: entry.bytes, payload: entry.payload, origin: entry }
}

export function batchMutations(corpus: Corpus): readonly Mutation<ForgedBatch>[] {
  const changes = fieldMutations(corpus)
  return [
    ...entryMutations(corpus, changes),
    ...payloadMutations(corpus),
    ...orderMutations(corpus),
    ...signedLies(corpus, changes),
  ]
}

type FieldMutations = readonly Mutation<Fields>[]

const fieldsOf = ({ origin }: BatchItem): Fields => splitFields(origin.bytes, origin.seqNum)

function entryMutations(corpus: Corpus, changes: FieldMutations): Mutation<ForgedBatch>[] {
  const forgery = signForged(corpus)
  const changed = one('a changed entry', (item, dice) => ({
    ...item,
    entry: joinFields(dice.pick(changes).apply(fieldsOf(item), dice)),
  }))
  return [
    ...Array.from({ length: 4 }, () => changed),
    one('changed bytes of an entry', (item, dice) => ({
      ...item,
      entry: dice.pick(byteMutations).apply(item.entry, dice),
    })),
    one('a lie signed by somebody else', (item, dice) => ({
      ...item,
      entry: joinFields(forgery.apply(dice.pick(lies).apply(fieldsOf(item), dice), dice)),
    })),
  ]
}

function payloadMutations(corpus: Corpus): Mutation<ForgedBatch>[] {
  return [
    one('changed bytes of a payload', (item, dice) => ({
      ...item,
      payload: dice.pick(byteMutations).apply(item.payload ?? new Uint8Array(1), dice),
    })),
    one('another payload', (item, dice) => ({ ...item, payload: dice.pick(corpus.payloads) })),
    one('an empty payload', (item) => ({ ...item, payload: new Uint8Array(0) })),
    one('no payload', ({ entry, origin }) => ({ entry, origin })),
  ]
}

function orderMutations(corpus: Corpus): Mutation<ForgedBatch>[] {
  const anyEntry = (dice: Dice): HonestEntry => dice.pick(dice.pick(corpus.logs).entries)
  return [
    one('an entry of anywhere', (_, dice) => honestItem(anyEntry(dice))),
    list('two exchanged', exchange),
    list('the other way round', (items) => items.toReversed()),
    list('one left out', (items, dice) => items.toSpliced(dice.below(items.length), 1)),
    list('one twice', (items, dice) => items.toSpliced(dice.below(items.length), 0, dice.pick(items))),
    list('the other branch', (items) => items.map((item) => otherBranch(corpus.branch, item))),
  ]
}

function signedLies(corpus: Corpus, changes: FieldMutations): Mutation<ForgedBatch>[] {
  const rewritten = (batch: ForgedBatch, dice: Dice): ForgedBatch =>
    rewrite(corpus, batch, dice, dice.pick(corpus.payloads))
  return [
    signedLie('a lie signed by its author', lies),
    signedLie('a change signed by its author', changes),
    { name: 'rewritten from here on', apply: rewritten },
    {
      name: 'rewritten, but only the last entry is signed',
      apply: (batch, dice) => signOnlyTheLast(rewritten(batch, dice), dice),
    },
    {
      name: 'rewritten with a payload too large',
      apply: (batch, dice) => rewrite(corpus, batch, dice, new Uint8Array(65_537)),
    },
  ]
}

function list(name: string, change: (items: Items, dice: Dice) => Items): Mutation<ForgedBatch> {
  return {
    name,
    apply: (batch, dice) => (batch.items.length === 0 ? batch : { ...batch, items: change(batch.items, dice) }),
  }
}

function one(name: string, change: (item: BatchItem, dice: Dice) => BatchItem): Mutation<ForgedBatch> {
  return list(name, (items, dice) => {
    const at = dice.below(items.length)
    return items.map((item, index) => (index === at ? change(item, dice) : item))
  })
}

function exchange(items: Items, dice: Dice): Items {
  const [a, b] = [dice.below(items.length), dice.below(items.length)]
  return items.map((item, index) => (index === a ? (items[b] ?? item) : index === b ? (items[a] ?? item) : item))
}

function otherBranch(branch: HonestLog, item: BatchItem): BatchItem {
  const isOfLog = branch.author === item.origin.author && branch.logId === item.origin.logId
  const other = isOfLog ? branch.entries[item.origin.seqNum - 1] : undefined
  return other === undefined ? item : honestItem(other)
}

function signedLie(name: string, mutations: readonly Mutation<Fields>[]): Mutation<ForgedBatch> {
  return {
    name,
    apply(batch, dice) {
      const at = dice.below(batch.items.length)
      const item = batch.items[at]
      if (item === undefined) return batch
      const { origin } = item
      const changed = dice.pick(mutations).apply(splitFields(origin.bytes, origin.seqNum), dice)
      const entry = joinFields(signed({ ...changed, author: origin.author.publicKey }, origin.author))
      return { items: batch.items.with(at, { ...item, entry }), signed: [...batch.signed, toHex(entry)] }
    },
  }
}

/** One entry gets another payload, and it and all after it are linked and signed again: a fork that is right in itself. */
function rewrite(corpus: Corpus, batch: ForgedBatch, dice: Dice, payload: Uint8Array): ForgedBatch {
  const at = dice.below(batch.items.length)
  const hashes = new Map<number, Uint8Array>()
  const items = batch.items.map((item, index) => {
    if (index < at) return item
    const rewritten = rewriteOne(corpus, item, hashes, index === at ? payload : item.origin.payload)
    hashes.set(item.origin.seqNum, yamfHash(rewritten.entry))
    return rewritten
  })
  return { items, signed: [...batch.signed, ...items.slice(at).map(({ entry }) => toHex(entry))] }
}

/** What a provisional reader could fall for: one real signature, and a chain of hashes down to entries that nobody signed. */
function signOnlyTheLast(batch: ForgedBatch, dice: Dice): ForgedBatch {
  const hashes = new Map<number, Uint8Array>()
  const own = new Set(batch.signed)
  const items = batch.items.map((item, index) => {
    if (!own.has(toHex(item.entry))) return item
    const { seqNum, author } = item.origin
    const fields = relinked(splitFields(item.entry, seqNum), seqNum, hashes)
    const isLast = index === batch.items.length - 1
    const entry = joinFields(isLast ? signed(fields, author) : { ...fields, signature: dice.bytes(64) })
    hashes.set(seqNum, yamfHash(entry))
    return { ...item, entry }
  })
  return { items, signed: [...batch.signed, ...items.slice(-1).map(({ entry }) => toHex(entry))] }
}

/** With the links to entries that were changed. */
function relinked(fields: Fields, seqNum: number, hashes: ReadonlyMap<number, Uint8Array>): Fields {
  const { backlink, lipmaalink: lipmaa } = fields
  return {
    ...fields,
    backlink: hashes.get(seqNum - 1) ?? backlink,
    lipmaalink: lipmaa.length === 0 ? lipmaa : (hashes.get(lipmaalink(seqNum)) ?? lipmaa),
  }
}

function rewriteOne(
  corpus: Corpus,
  { origin }: BatchItem,
  hashes: ReadonlyMap<number, Uint8Array>,
  payload: Uint8Array,
): BatchItem {
  const { author, logId, seqNum, isEndOfLog } = origin
  const log = corpus.logs.find((each) => each.author === author && each.logId === logId)
  const hashOf = (n: number): Uint8Array => hashes.get(n) ?? log?.entries[n - 1]?.hash ?? yamfHash(new Uint8Array(1))
  const entry = joinFields(
    writeFields({
      author,
      logId,
      seqNum,
      lipmaalink: hashOf(lipmaalink(seqNum)),
      backlink: hashOf(seqNum - 1),
      payloadSize: payload.length,
      payloadHash: yamfHash(payload),
      isEndOfLog,
    }),
  )
  return { entry, payload, origin }
}
