// Messages of one log that came over one link and wait to be stored. What comes while others are being stored is stored in one
// go: a transaction costs nearly the same for eight entries as for a hundred.

import type { CheckedBatch } from '../log/check-entries.ts'
import type { FestivalId } from '../operations/ids.ts'
import type { LinkId } from './fetches.ts'
import { logKeyOf } from './local-topic.ts'
import type { EntriesMessage, PushMessage } from './messages.ts'

export interface Piece {
  message: EntriesMessage | PushMessage
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

export class WaitingPieces {
  /** The last ones of each log and link that are not being stored yet. */
  readonly #open = new Map<string, Pieces>()

  /** Adds a piece to those that it goes on from; gives new pieces when there are none. */
  add(link: LinkId, festival: FestivalId, piece: Piece): Pieces | undefined {
    const name = nameOf(link, festival, piece)
    const open = this.#open.get(name)
    if (open !== undefined && goesOn(open.pieces.at(-1), piece)) {
      open.pieces.push(piece)
      return undefined
    }
    const pieces = { link, festival, pieces: [piece] }
    this.#open.set(name, pieces)
    return pieces
  }

  /** It is their turn: nothing is added any more. */
  close({ link, festival, pieces }: Pieces): void {
    const [first] = pieces
    if (first === undefined) return
    const name = nameOf(link, festival, first)
    if (this.#open.get(name)?.pieces === pieces) this.#open.delete(name)
  }
}

function nameOf(link: LinkId, festival: FestivalId, { message }: Piece): string {
  return `${link}:${festival}:${logKeyOf(message)}`
}

/** News are stored one by one: each of them says something about the tree. */
function goesOn(last: Piece | undefined, { message }: Piece): boolean {
  if (last === undefined || last.message.type === 'push' || message.type === 'push') return false
  return message.from === last.message.from + last.message.entries.length
}
