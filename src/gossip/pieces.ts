// Messages of one log that came over one link and wait to be stored. What comes while others are being stored is stored in one
// go: a transaction costs nearly the same for eight entries as for a hundred. A block that is not whole yet waits for its end.

import type { CheckedBatch } from '../log/check-entries.ts'
import type { FestivalId } from '../operations/ids.ts'
import { endsBlock } from './blocks.ts'
import type { LinkId } from './fetches.ts'
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
    open.bytes += bytesOf(piece)
    // What it does not go on from waits for nothing any more.
    const left = known === undefined || isNext ? [] : due(known)
    return isHalf(open, piece) ? left : [...left, ...due(open)]
  }

  /** Those that waited long enough for the end of a block. */
  overdue(now: number): Pieces[] {
    // A clock that is set back must not make anything wait for ever.
    return [...this.#open.values()].filter(({ since }) => Math.abs(now - since) >= PATIENCE_MS).flatMap(due)
  }

  /** It is their turn: nothing is added any more. */
  close({ link, festival, pieces }: Pieces): void {
    const [first] = pieces
    if (first === undefined) return
    const name = nameOf(link, festival, first)
    if (this.#open.get(name)?.pieces === pieces) this.#open.delete(name)
  }
}

function due(open: Open): Pieces[] {
  if (open.isDue) return []
  open.isDue = true
  return [open]
}

function isHalf({ bytes }: Open, { message, hasMore }: Piece): boolean {
  const last = message.from + message.entries.length - 1
  return message.type === 'entries' && hasMore && !endsBlock(last) && bytes < MUCH
}

function bytesOf({ message }: Piece): number {
  return message.entries.reduce((sum, { entry, payload }) => sum + entry.length + (payload?.length ?? 0), 0)
}

function nameOf(link: LinkId, festival: FestivalId, { message }: Piece): string {
  return `${link}:${festival}:${logKeyOf(message)}`
}

/** News are stored one by one: each of them says something about the tree. */
function goesOn(last: Piece | undefined, { message }: Piece): boolean {
  if (last === undefined || last.message.type === 'push' || message.type === 'push') return false
  return message.from === last.message.from + last.message.entries.length
}
