// What is inside the content of a backup file: records of type, length and body. First the description, then pictures, then bundles piece
// by piece, so that neither writing nor reading needs much memory (docs/protocol-backup.md).

import { concatBytes } from '../bamboo/bytes.ts'
import { err, ok, type Result } from '../bamboo/result.ts'
import { decodeCount, encodeVarU64 } from '../bamboo/varu64.ts'
import type { BackupError } from './backup-format.ts'

/** Types of records; others are skipped, so that later versions can add to a file. */
export const RECORD = { description: 1, bundle: 2, picture: 3 } as const
/** Bytes of a body: the description of someone who follows a thousand festivals has less. */
export const MAX_RECORD_LENGTH: number = 8 * 1024 * 1024
/** Type and length take at most this. */
const MAX_PREFIX = 18

export type BackupRecord =
  | { kind: 'description'; json: Uint8Array }
  /** The next bytes of the bundle with this number, counted from 0. */
  | { kind: 'bundle'; number: number; bytes: Uint8Array }
  /** A picture that one of the personas showed, as a whole: its hash says which one it is. */
  | { kind: 'picture'; bytes: Uint8Array }

export function encodeRecord(record: BackupRecord): Uint8Array {
  if (record.kind === 'description') return framed(RECORD.description, record.json)
  if (record.kind === 'picture') return framed(RECORD.picture, record.bytes)
  return framed(RECORD.bundle, encodeVarU64(record.number), record.bytes)
}

function framed(type: number, ...body: readonly Uint8Array[]): Uint8Array {
  const length = body.reduce((sum, part) => sum + part.length, 0)
  if (length > MAX_RECORD_LENGTH) throw new RangeError(`a record of ${length} bytes`)
  return concatBytes(encodeVarU64(type), encodeVarU64(length), ...body)
}

/** The records of a content; ends with the first thing that can not be read. */
export async function* readRecords(
  content: AsyncIterable<Result<Uint8Array, BackupError>>,
): AsyncIterable<Result<BackupRecord, BackupError>> {
  let rest: Uint8Array = new Uint8Array()
  let waiting: Uint8Array[] = []
  let missing = 0
  for await (const chunk of content) {
    if (!chunk.ok) return yield chunk
    waiting.push(chunk.value)
    missing -= chunk.value.length
    if (missing > 0) continue
    rest = concatBytes(rest, ...waiting)
    waiting = []
    for (;;) {
      const next = nextRecord(rest)
      if (!next.ok) return yield next
      if (next.value.kind === 'incomplete') {
        missing = next.value.missing
        break
      }
      if (next.value.record !== undefined) yield ok(next.value.record)
      rest = rest.subarray(next.value.length)
    }
  }
  // Every chunk was authentic: whoever wrote the file ended it in the middle of a record.
  if (rest.length > 0 || waiting.length > 0) yield err({ code: 'damaged' })
}

type Next = { kind: 'incomplete'; missing: number } | { kind: 'whole'; length: number; record?: BackupRecord }

function nextRecord(bytes: Uint8Array): Result<Next, BackupError> {
  const type = decodeCount(bytes)
  const length = type.ok ? decodeCount(bytes, type.value.length) : type
  if (!type.ok || !length.ok) {
    return bytes.length < MAX_PREFIX ? ok({ kind: 'incomplete', missing: 1 }) : err({ code: 'damaged' })
  }
  if (length.value.value > MAX_RECORD_LENGTH) return err({ code: 'damaged' })
  const start = type.value.length + length.value.length
  const end = start + length.value.value
  if (end > bytes.length) return ok({ kind: 'incomplete', missing: end - bytes.length })
  const body = bytes.subarray(start, end)
  if (type.value.value === RECORD.description) {
    return ok({ kind: 'whole', length: end, record: { kind: 'description', json: body } })
  }
  if (type.value.value === RECORD.picture) {
    return ok({ kind: 'whole', length: end, record: { kind: 'picture', bytes: body } })
  }
  if (type.value.value !== RECORD.bundle) return ok({ kind: 'whole', length: end })
  const number = decodeCount(body)
  if (!number.ok) return err({ code: 'damaged' })
  const { value, length: taken } = number.value
  return ok({ kind: 'whole', length: end, record: { kind: 'bundle', number: value, bytes: body.subarray(taken) } })
}
