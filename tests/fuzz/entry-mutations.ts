// Changes to one entry that know its fields (DESIGN 4.1): numbers at their borders or in a longer form, foreign hashes,
// fields of other entries, lies about size and place, and lies that their author signs.

import { concatBytes, encodeVarU64, equalBytes, lipmaalink, yamfHash } from '../../src/bamboo/index.ts'
import { byteMutations, flipBit } from './byte-mutations.ts'
import type { Corpus, HonestEntry } from './corpus.ts'
import type { Dice } from './dice.ts'
import { FIELD_NAMES, signed, splitFields, type FieldName, type Fields } from './fields.ts'
import type { Mutation } from './trial.ts'

type FieldMutation = Mutation<Fields>

const NUMBERS: readonly FieldName[] = ['logId', 'seqNum', 'payloadSize']
const HASHES: readonly FieldName[] = ['lipmaalink', 'backlink', 'payloadHash']
const BORDERS = [
  0n,
  1n,
  247n,
  248n,
  255n,
  256n,
  65_535n,
  65_536n,
  65_537n,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 64n - 1n,
]
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
/** y = 1, y = 0, y = -1 and an order-8 point: keys and signature points that some verifiers like. */
const SMALL_ORDER = [
  '01',
  '00',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map((hex) => Uint8Array.from(Buffer.from(hex.padEnd(64, '0'), 'hex')))

/** Mutations that need nothing but the fields and the entries of others. */
export function fieldMutations(corpus: Corpus): readonly FieldMutation[] {
  const anyEntry = (dice: Dice): HonestEntry => dice.pick(dice.pick(corpus.logs).entries)
  return [
    ...byteMutations.map((each) => inOneField(`a field: ${each.name}`, FIELD_NAMES, each.apply)),
    inOneField('number: longer than it needs to be', NUMBERS, longerForm),
    inOneField('number: at a border', NUMBERS, (_, dice) => encodeVarU64(dice.pick(BORDERS))),
    inOneField('number: any', NUMBERS, (_, dice) => encodeVarU64(dice.u64())),
    inOneField('hash: of another type', HASHES, (hash, dice) => concatBytes(dice.bytes(1), hash.subarray(1))),
    inOneField('hash: of another length', HASHES, otherHashLength),
    inOneField('hash: of something else', HASHES, (_, dice) => yamfHash(dice.bytes(4))),
    inOneField('a field: left out', FIELD_NAMES, () => new Uint8Array(0)),
    inOneField('tag: another one', ['tag'], (_, dice) => dice.bytes(1)),
    inOneField('tag: end of log or not', ['tag'], (tag) => Uint8Array.of(1 - (tag[0] ?? 0))),
    ...signatureMutations(corpus),
    { name: 'a field of another entry', apply: (fields, dice) => fieldOf(anyEntry(dice), fields, dice) },
    { name: 'a lipmaalink where none belongs', apply: (fields) => ({ ...fields, lipmaalink: fields.backlink }) },
    {
      name: 'links the other way round',
      apply: (fields) => ({ ...fields, lipmaalink: fields.backlink, backlink: fields.lipmaalink }),
    },
  ]
}

/** Keys and signatures that some verifiers like. */
export function signatureMutations(corpus: Corpus): readonly FieldMutation[] {
  return [
    inOneField('author: somebody else', ['author'], (_, dice) => dice.pick(corpus.authors).publicKey),
    inOneField('author: of small order', ['author'], (_, dice) => dice.pick(SMALL_ORDER)),
    inOneField('signature: R of small order', ['signature'], smallR),
    { name: 'signature: without any secret', apply: withoutSecret },
    inOneField('signature: S + L', ['signature'], addGroupOrder),
    inOneField('signature: a changed bit', ['signature', 'author'], flipBit),
  ]
}

/** The author signs whatever the fields say now. Used last, so that the signature is real. */
export function signAgain(entry: HonestEntry): FieldMutation {
  return { name: 'signed again by its author', apply: (fields) => signed(fields, entry.author) }
}

/** Somebody else signs under the author's name. */
export function signForged(corpus: Corpus): FieldMutation {
  return {
    name: 'signed by somebody else',
    apply(fields, dice) {
      const others = corpus.authors.filter(({ publicKey }) => !equalBytes(publicKey, fields.author))
      return signed(fields, dice.pick(others))
    },
  }
}

/** Says another place, size or payload in numbers that are well-formed: only to be signed again. */
export const lies: readonly FieldMutation[] = [
  inOneField('lie: another log id', ['logId'], (_, dice) => encodeVarU64(dice.u64())),
  inOneField('lie: another size', ['payloadSize'], (_, dice) => encodeVarU64(dice.below(70_000))),
  inOneField('lie: another payload', ['payloadHash'], (_, dice) => yamfHash(dice.bytes(4))),
  inOneField('lie: another backlink', ['backlink'], (link, dice) =>
    link.length === 0 ? link : yamfHash(dice.bytes(4)),
  ),
  inOneField('lie: another lipmaalink', ['lipmaalink'], (link, dice) =>
    link.length === 0 ? link : yamfHash(dice.bytes(4)),
  ),
  inOneField('lie: the log ends here or not', ['tag'], (tag) => Uint8Array.of(1 - (tag[0] ?? 0))),
  { name: 'lie: another place', apply: (fields, dice) => anotherPlace(fields, 1 + dice.below(300)) },
]

function inOneField(
  name: string,
  fields: readonly FieldName[],
  change: (bytes: Uint8Array, dice: Dice) => Uint8Array,
): FieldMutation {
  return {
    name,
    apply(value, dice) {
      const field = dice.pick(fields)
      return { ...value, [field]: change(value[field], dice) }
    },
  }
}

/** The same number with zeros in front, in up to eight bytes. */
function longerForm(bytes: Uint8Array, dice: Dice): Uint8Array {
  const digits = (bytes[0] ?? 0) > 247 ? bytes.subarray(1) : bytes.subarray(0, 1)
  const length = Math.min(8, digits.length + dice.below(8))
  const padded = new Uint8Array(length)
  padded.set(digits.subarray(0, length), Math.max(0, length - digits.length))
  return concatBytes(Uint8Array.of(247 + length), padded)
}

function otherHashLength(hash: Uint8Array, dice: Dice): Uint8Array {
  const length = dice.pick([0, 1, 0x20, 0x3f, 0x41, 0xff])
  const digest = new Uint8Array(length)
  digest.set(hash.subarray(2, 2 + length))
  return concatBytes(Uint8Array.of(0, length), digest)
}

function smallR(signature: Uint8Array, dice: Dice): Uint8Array {
  return concatBytes(dice.pick(SMALL_ORDER), signature.subarray(32))
}

/** For some points of small order the equation holds with S = 0, whatever is signed. */
function withoutSecret(fields: Fields, dice: Dice): Fields {
  const author = dice.pick(SMALL_ORDER)
  return {
    ...fields,
    author,
    signature: concatBytes(dice.oneIn(2) ? author : dice.pick(SMALL_ORDER), new Uint8Array(32)),
  }
}

/** The other S that solves the same equation: one signature must not become two. */
function addGroupOrder(signature: Uint8Array): Uint8Array {
  let rest = GROUP_ORDER
  for (let index = Math.min(63, signature.length - 1); index >= 32; index -= 1) {
    rest += BigInt(signature[index] ?? 0) << BigInt(8 * (index - 32))
  }
  const s = Uint8Array.from({ length: 32 }, (_, index) => Number((rest >> BigInt(8 * index)) & 0xffn))
  return concatBytes(signature.subarray(0, 32), s)
}

function fieldOf(entry: HonestEntry, fields: Fields, dice: Dice): Fields {
  const field = dice.pick(FIELD_NAMES)
  return { ...fields, [field]: splitFields(entry.bytes, entry.seqNum)[field] }
}

/** The same links at another sequence number, with a lipmaalink exactly where that number has one. */
function anotherPlace(fields: Fields, seqNum: number): Fields {
  const some =
    [fields.backlink, fields.lipmaalink, fields.payloadHash].find(({ length }) => length > 0) ?? fields.payloadHash
  const hasLipmaalink = seqNum > 1 && lipmaalink(seqNum) !== seqNum - 1
  return {
    ...fields,
    seqNum: encodeVarU64(seqNum),
    backlink: seqNum > 1 ? some : new Uint8Array(0),
    lipmaalink: hasLipmaalink ? some : new Uint8Array(0),
  }
}
