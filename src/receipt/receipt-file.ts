// The bytes of a receipt (docs/protocol-receipt.md): one canonical CBOR map with the entries that prove an answer. Nothing is
// verified here.

import { concatBytes, err, fromHex, isYamfHash, ok, toHex, type Result } from '../bamboo/index.ts'
import { decodeCbor, encodeCbor, type CborMap, type CborValue } from '../operations/cbor.ts'
import type { EntryHash } from '../operations/ids.ts'

/** Bytes of a whole receipt. */
export const MAX_RECEIPT_LENGTH: number = 2 * 1024 * 1024
/** Logs of one receipt: the owner's, and those of whoever asked. */
export const MAX_RECEIPT_LOGS = 64
export const MAX_RECEIPT_FORKS = 16

const KIND = 'p2panda-receipt'
const VERSION = 1

/** An entry as it travels: its bytes exactly as signed, and its payload unless that is not there. */
export interface ReceiptEntry {
  readonly entry: Uint8Array
  readonly payload?: Uint8Array
}

export interface ReceiptFile {
  readonly answer: EntryHash
  /** Entries of one log each, ascending, gaps allowed. */
  readonly logs: readonly (readonly ReceiptEntry[])[]
  /** Two entries each: proof that the author of a log said two different things there. */
  readonly forks: readonly (readonly [Uint8Array, Uint8Array])[]
}

/**
 * `not-one`: no receipt at all. `unsupported`: of a newer version. `too-large`: beyond 2 MiB. `malformed`: a receipt that does
 * not have the form of one.
 */
export type ReceiptFileError = 'not-one' | 'unsupported' | 'too-large' | 'malformed'

/** The bytes. @throws TypeError for an answer that is no hash (a mistake of the caller). */
export function encodeReceipt({ answer, logs, forks }: ReceiptFile): Uint8Array {
  const hash = fromHex(answer)
  if (hash === undefined) throw new TypeError('not an entry hash')
  return encodeCbor(
    new Map<string, CborValue>([
      ['v', VERSION],
      ['kind', KIND],
      ['answer', hash],
      [
        'logs',
        logs.map((log) => log.map(({ entry, payload }) => (payload === undefined ? [entry] : [entry, payload]))),
      ],
      ['forks', forks],
    ]),
  )
}

/** What the bytes say. Never throws, whatever they are. The result shares no memory with them. */
export function decodeReceipt(bytes: Uint8Array): Result<ReceiptFile, ReceiptFileError> {
  if (bytes.length > MAX_RECEIPT_LENGTH) return err('too-large')
  const decoded = decodeCbor(concatBytes(bytes))
  if (!decoded.ok || !(decoded.value instanceof Map)) return err('not-one')
  const map = decoded.value as CborMap
  if (map.get('kind') !== KIND) return err('not-one')
  if (map.get('v') !== VERSION) return err('unsupported')
  const answer = map.get('answer')
  const logs = listOf(map.get('logs'), MAX_RECEIPT_LOGS, readLog)
  const forks = listOf(map.get('forks'), MAX_RECEIPT_FORKS, readFork)
  const isHash = answer instanceof Uint8Array && isYamfHash(answer)
  if (map.size !== 5 || !isHash || logs === undefined || forks === undefined) return err('malformed')
  return ok({ answer: toHex(answer) as EntryHash, logs, forks })
}

function readLog(value: CborValue): ReceiptEntry[] | undefined {
  const entries = listOf(value, Number.POSITIVE_INFINITY, readEntry)
  return entries === undefined || entries.length === 0 ? undefined : entries
}

function readEntry(value: CborValue): ReceiptEntry | undefined {
  const [entry, payload, more] = isList(value) ? value : []
  if (!(entry instanceof Uint8Array) || more !== undefined) return undefined
  if (payload === undefined) return { entry }
  return payload instanceof Uint8Array ? { entry, payload } : undefined
}

function readFork(value: CborValue): [Uint8Array, Uint8Array] | undefined {
  const [first, second, more] = isList(value) ? value : []
  const isPair = first instanceof Uint8Array && second instanceof Uint8Array && more === undefined
  return isPair ? [first, second] : undefined
}

/** A list whose items all have their form, or undefined. */
function listOf<Item>(
  value: CborValue | undefined,
  most: number,
  read: (value: CborValue) => Item | undefined,
): Item[] | undefined {
  if (value === undefined || !isList(value) || value.length > most) return undefined
  const items: Item[] = []
  for (const each of value) {
    const item = read(each)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function isList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}
