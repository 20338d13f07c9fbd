// The row in which the network half says what it does (see schema.ts).

import type { FestivalId } from '../../operations/ids.ts'

/** What the network half says about itself; panels show it while `at` is fresh. */
export interface StatusRow {
  key: 'network'
  at: number
  online: boolean
  /** Live peers per festival. */
  peers: Record<string, number>
  /** Peers per festival that confirmed to hold everything that this installation wrote there. */
  holders: Record<string, number>
  trackers: { url: string; state: 'connecting' | 'open' | 'waiting'; retryAt?: number }[]
  /** A live link each, without any name. Absent while nothing is linked by choice. */
  links?: StatusLink[]
}

export interface StatusLink {
  /** Followed at both ends. */
  festivals: FestivalId[]
  /** Those of them in which the other end confirmed to hold all that was written here. */
  holds: FestivalId[]
  /** 0 while it is not known. */
  roundTripMs: number
  sentBytes: number
  receivedBytes: number
}
