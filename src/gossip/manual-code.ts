// Connecting by hand, without any tracker (DESIGN 6): one person sends a code, the other sends a reply back, both as text
// through any channel they have. Only people of the festival can read them; to others they say nothing, not even which
// festival it is.

import { concatBytes, encodeVarU64, err, ok, utf8Encode, type Result } from '../bamboo/index.ts'
import type { FestivalId } from '../operations/ids.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'
import { SEAL_OVERHEAD, type Sealer } from './sealer.ts'
import { MAX_DESCRIPTION_LENGTH, packSignal, unpackSignal, type Signal, type SignalKind } from './signal.ts'
import { keyed, type Topic } from './topic.ts'
import { WireReader } from './wire.ts'

export const DIALOG_LENGTH: number = 8
const TAG_LENGTH = 16
const MAX_CODE_BYTES = DIALOG_LENGTH + TAG_LENGTH + SEAL_OVERHEAD + 9 + 33 + MAX_DESCRIPTION_LENGTH
/** A code is answered within this time or not at all: the connection behind it waits no longer. */
export const CODE_LIFE_MS: number = 10 * 60_000
/** Clocks of two people may differ. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

const PREFIX: Readonly<Record<SignalKind, string>> = { offer: 'p2panda-offer:1:', answer: 'p2panda-reply:1:' }

/** A code or reply that was read. */
export interface ManualCode {
  festival: FestivalId
  /** The same in a code and its reply. */
  dialog: Uint8Array
  signal: Signal
}

export type ManualCodeError = { code: 'code-not-one' | 'code-expired' | 'unknown-festival' }

/** The text. Layout before base64url: dialog (8), topic tag (16), sealed (VarU64 time, signal). */
export async function writeCode(
  sealer: Sealer,
  topic: Topic,
  dialog: Uint8Array,
  signal: Signal,
  now: number,
): Promise<string> {
  const plain = concatBytes(encodeVarU64(now), packSignal(signal))
  const sealed = await sealer.seal(keyed(topic.key, 'code-key'), contextOf(dialog), plain)
  return PREFIX[signal.kind] + toBase64Url(concatBytes(dialog, tagOf(topic, dialog), sealed))
}

/** Finds the code in a pasted text and opens it with the topic it belongs to. */
export async function readCode(
  sealer: Sealer,
  topics: readonly Topic[],
  kind: SignalKind,
  text: string,
  now: number,
): Promise<Result<ManualCode, ManualCodeError>> {
  const reader = new WireReader(findCode(kind, text) ?? new Uint8Array(0))
  const dialog = reader.fixed(DIALOG_LENGTH)
  const tag = reader.fixed(TAG_LENGTH)
  const sealed = reader.rest()
  if (reader.failed) return err({ code: 'code-not-one' })
  const topic = topics.find((each) => tagOf(each, dialog).every((byte, index) => byte === tag[index]))
  if (topic === undefined) return err({ code: 'unknown-festival' })
  const plain = await sealer.open(keyed(topic.key, 'code-key'), contextOf(dialog), sealed)
  const content = new WireReader(plain ?? new Uint8Array(0))
  const madeAt = content.u64()
  const signal = unpackSignal(content.rest())
  if (content.failed || signal?.kind !== kind) return err({ code: 'code-not-one' })
  if (now > Number(madeAt) + CODE_LIFE_MS + CLOCK_TOLERANCE_MS) return err({ code: 'code-expired' })
  return ok({ festival: topic.festival, dialog, signal })
}

/** Chat programs break lines and add words around it. */
function findCode(kind: SignalKind, text: string): Uint8Array | undefined {
  const joined = text.slice(0, 16_384).replaceAll(/\s+/g, '')
  const start = joined.indexOf(PREFIX[kind])
  if (start === -1) return undefined
  const [code = ''] = /^[\w-]*/.exec(joined.slice(start + PREFIX[kind].length)) ?? []
  const bytes = fromBase64Url(code)
  return bytes !== undefined && bytes.length <= MAX_CODE_BYTES ? bytes : undefined
}

function tagOf(topic: Topic, dialog: Uint8Array): Uint8Array {
  return keyed(topic.key, 'code', dialog).subarray(0, TAG_LENGTH)
}

function contextOf(dialog: Uint8Array): Uint8Array {
  return concatBytes(utf8Encode('p2panda/code/1'), dialog)
}
