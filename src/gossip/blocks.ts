// Stores keep 64 consecutive entries of a log together (DESIGN 3.3). Who sends a long log ends messages where such a block ends, and
// who takes it in waits for whole blocks: else most entries would be written twice.

/** Entries of a block; the first one has number 1. */
const BLOCK_ENTRIES = 64

/** Number of the last entry in the block of an entry. */
export function endOfBlock(seqNum: number): number {
  return seqNum + BLOCK_ENTRIES - 1 - ((seqNum - 1) % BLOCK_ENTRIES)
}

export function endsBlock(seqNum: number): boolean {
  return seqNum % BLOCK_ENTRIES === 0
}
