// Messages of one log that came over one link and wait to be stored. What comes while others are being stored is stored in one
// go: a transaction costs nearly the same for eight entries as for a hundred. A block that is not whole yet waits for its end.

import type { CheckedBatch } from '../log/check-entries.ts'
import type { FestivalId } from '../operations/ids.ts'
import { endsBlock } from './blocks.ts'
import type { LinkId } from './fetches.ts'
import { bytesOf } from './fitting.ts'
import { LIVE_WINDOW } from './lanes.ts'
import { logKeyOf } from './local-topic.ts'
import type { EntriesMessage, PushMessage } from './messages.ts'

/** With so many bytes it is their turn: the peer needs credit to go on. */
const MUCH = LIVE_WINDOW / 2
/** So long a block that is not whole waits for its end. */
const PATIENCE_MS = 500

export interface Piece {
  message: EntriesMessage | PushMessage
  /** Whether the peer was asked for more of the log than this. */
  hasMore: boolean
  /** Undefined when the topic was left. */
  checked: Promise<CheckedBatch> | undefined
  /** It is dealt with: its bytes may come again. */
  done: () => void
}

/** Consecutive pieces, and where they came from. Bounded by the credits of the link. */
export interface Pieces {
  readonly link: LinkId
  readonly festival: FestivalId
  readonly pieces: Piece[]
}

interface Open extends Pieces {
  /** When the first of them came. */
  since: number
  bytes: number
  /** Their turn comes. */
  isDue: boolean
}

export class WaitingPieces {
  /** The last ones of each log and link that are not being stored yet. */
  readonly #open = new Map<string, Open>()

  /** Adds a piece to those that it goes on from; gives the pieces whose turn is to come now. */
  add(link: LinkId, festival: FestivalId, piece: Piece, now: number): Pieces[] {
    const name = nameOf(link, festival, piece)
    const known = this.#open.get(name)
    const isNext = known !== undefined && goesOn(known.pieces.at(-1), piece)
    const open = isNext ? known : { link, festival, pieces: [], since: now, bytes: 0, isDue: false }
    this.#open.set(name, open)
    open.pieces.push(piece)
    open.bytes += bytesOf(piece.message.entries)
    // What it does not go on from waits for nothing any more.
    const left = known === undefined || isNext ? [] : due(known)
    return isHalf(open.bytes, piece) ? left : [...left, ...due(open)]
  }

  /** Those that waited long enough for the end of a block. */
  overdue(now: number): Pieces[] {
    // A clock that is set back must not make anything wait for ever.
    return [...this.#open.values()].filter(({ since }) => Math.abs(now - since) >= PATIENCE_MS).flatMap(due)
  }

  /**
   * It is their turn: gives those to be stored now. What came meanwhile of a block that is not whole waits for its end, like any
   * other beginning of a block.
   */
  take(all: Pieces, now: number): readonly Piece[] {
    const { link, festival, pieces } = all
    const [first] = pieces
    if (first === undefined) return pieces
    const name = nameOf(link, festival, first)
    if (this.#open.get(name)?.pieces !== pieces) return pieces
    this.#open.delete(name)
    const end = pieces.findLastIndex(({ message }) => endsBlock(lastOf(message))) + 1
    const rest = pieces.slice(end)
    const last = rest.at(-1)
    const bytes = bytesOf(rest.flatMap(({ message }) => message.entries))
    if (end === 0 || last === undefined || !isHalf(bytes, last)) return pieces
    this.#open.set(name, { link, festival, pieces: rest, since: now, bytes, isDue: false })
    return pieces.slice(0, end)
  }
}

function due(open: Open): Pieces[] {
  if (open.isDue) return []
  open.isDue = true
  return [open]
}

/** Whether pieces of so many bytes, this one the last, wait for the end of their block. */
function isHalf(bytes: number, { message, hasMore }: Piece): boolean {
  return message.type === 'entries' && hasMore && !endsBlock(lastOf(message)) && bytes < MUCH
}

/** Number of the last entry in it. */
function lastOf({ from, entries }: Piece['message']): number {
  return from + entries.length - 1
}

function nameOf(link: LinkId, festival: FestivalId, { message }: Piece): string {
  return `${link}:${festival}:${logKeyOf(message)}`
}

/** News are stored one by one: each of them says something about the tree. */
function goesOn(last: Piece | undefined, { message }: Piece): boolean {
  if (last === undefined || last.message.type === 'push' || message.type === 'push') return false
  return message.from === lastOf(last.message) + 1
}
