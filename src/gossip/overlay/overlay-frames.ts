// The bytes of the messages about links: SIGNAL, WALK, WALK_ANSWER, WALK_END, NEIGHBOURS, FLIP, FLIP_ANSWER
// (docs/protocol-gossip.md).

import { PUBLIC_KEY_LENGTH, fromHex, toHex } from '../../bamboo/index.ts'
import { MAX_SLOT } from '../messages.ts'
import { MAX_DESCRIPTION_LENGTH } from '../signal.ts'
import type { WireReader, WireWriter } from '../wire.ts'
import {
  DIALOG_LENGTH,
  MAX_NEIGHBOURS,
  MAX_WALK_STEPS,
  NODE_REF_LENGTH,
  type NodeRef,
  type OverlayMessage,
  type SignalKindBetween,
} from './overlay-messages.ts'

/** The position is the byte that stands for it. */
const SIGNAL_KINDS: readonly SignalKindBetween[] = ['offer', 'answer', 'refusal']

/** Everything after the type byte. */
export function writeOverlay(writer: WireWriter, message: OverlayMessage): void {
  writer.number(message.slot)
  switch (message.type) {
    case 'signal':
      writer.byte(SIGNAL_KINDS.indexOf(message.kind)).fixed(bytesOf(message.dialog)).fixed(bytesOf(message.to))
      writer.fixed(message.from)
      if (message.kind !== 'refusal') writer.sized(message.description)
      return
    case 'walk':
      writer.fixed(bytesOf(message.walk)).byte(message.steps).fixed(message.from).sized(message.description)
      return
    case 'walk-answer':
      writer.fixed(bytesOf(message.walk)).fixed(message.from).sized(message.description)
      return
    case 'walk-end':
      writer.fixed(bytesOf(message.walk))
      return
    case 'neighbours':
      writer.number(message.refs.length)
      for (const ref of message.refs) writer.fixed(bytesOf(ref))
      return
    case 'flip':
      writer.fixed(bytesOf(message.give)).byte(message.want === undefined ? 0 : 1)
      if (message.want !== undefined) writer.fixed(bytesOf(message.want))
      return
    case 'flip-answer':
      writer.fixed(bytesOf(message.give)).byte(message.accepted ? 1 : 0)
  }
}

/** Marks the reader as failed when this is no such message. */
export function readOverlay(reader: WireReader, type: OverlayMessage['type']): OverlayMessage {
  const slot = reader.number(MAX_SLOT)
  switch (type) {
    case 'signal':
      return readSignal(reader, slot)
    case 'walk': {
      const walk = hexOf(reader, DIALOG_LENGTH)
      const steps = reader.byte()
      if (steps > MAX_WALK_STEPS) reader.fail()
      return { type, slot, walk, steps, from: reader.fixed(PUBLIC_KEY_LENGTH), description: readDescription(reader) }
    }
    case 'walk-answer': {
      const walk = hexOf(reader, DIALOG_LENGTH)
      return { type, slot, walk, from: reader.fixed(PUBLIC_KEY_LENGTH), description: readDescription(reader) }
    }
    case 'walk-end':
      return { type, slot, walk: hexOf(reader, DIALOG_LENGTH) }
    case 'neighbours':
      return { type, slot, refs: reader.list(MAX_NEIGHBOURS, () => readRef(reader)) }
    case 'flip': {
      const give = readRef(reader)
      return readBoolean(reader) ? { type, slot, give, want: readRef(reader) } : { type, slot, give }
    }
    case 'flip-answer':
      return { type, slot, give: readRef(reader), accepted: readBoolean(reader) }
  }
}

function readSignal(reader: WireReader, slot: number): OverlayMessage {
  const kind = SIGNAL_KINDS[reader.byte()]
  if (kind === undefined) reader.fail()
  const dialog = hexOf(reader, DIALOG_LENGTH)
  const to = readRef(reader)
  const from = reader.fixed(PUBLIC_KEY_LENGTH)
  const description = kind === 'refusal' ? new Uint8Array(0) : readDescription(reader)
  return { type: 'signal', slot, kind: kind ?? 'refusal', dialog, to, from, description }
}

function readDescription(reader: WireReader): Uint8Array {
  const description = reader.sized(MAX_DESCRIPTION_LENGTH)
  if (description.length === 0) reader.fail()
  return description
}

function readBoolean(reader: WireReader): boolean {
  const byte = reader.byte()
  if (byte > 1) reader.fail()
  return byte === 1
}

function readRef(reader: WireReader): NodeRef {
  return hexOf(reader, NODE_REF_LENGTH) as NodeRef
}

function hexOf(reader: WireReader, length: number): string {
  return toHex(reader.fixed(length))
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new RangeError(`not hex: ${hex}`)
  return bytes
}
