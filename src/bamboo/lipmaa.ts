// The link graph of a bamboo log (design §4.1): where the lipmaalink of an entry points, and which entries prove that
// an entry belongs to the log (its certificate pool). Milestones are the numbers 1, 4, 13, 40, … = (3^k - 1) / 2.

/** The largest sequence number that we accept; bamboo itself goes to 2^64 - 1. */
export const MAX_SEQ_NUM: number = Number.MAX_SAFE_INTEGER

/**
 * The sequence number to which the lipmaalink of entry `seqNum` points; 0 for entry 1, which links to nothing.
 * @throws RangeError when `seqNum` is no sequence number (a mistake of the caller: decoded entries always have one).
 */
export function lipmaalink(seqNum: number): number {
  checkSeqNum(seqNum)
  // A milestone links to the milestone before it. Any other number lies after the milestone m below it, where the graph of
  // 1…m repeats (twice): the link spans the same milestone as that of its image, found by going down until the image is a
  // milestone itself. Entries of a log are asked about one after the other, so milestones come from a table.
  let index = 0
  while (milestone(index + 1) <= seqNum) index += 1
  if (milestone(index) === seqNum) return index === 0 ? 0 : milestone(index - 1)
  for (let image = seqNum; ;) {
    image -= milestone(index)
    while (milestone(index) > image) index -= 1
    if (milestone(index) === image) return seqNum - image
  }
}

const MILESTONES: readonly number[] = milestonesTo(MAX_SEQ_NUM)

function milestonesTo(last: number): number[] {
  const milestones: number[] = []
  for (let next = 1; next <= last; next = 3 * next + 1) milestones.push(next)
  return milestones
}

function milestone(index: number): number {
  return MILESTONES[index] ?? Number.POSITIVE_INFINITY
}

/**
 * The certificate pool of entry `seqNum`: the entries on the shortest link path from it down to entry 1, and those on
 * the shortest link path from the next milestone (the smallest one that is at least `seqNum`) down to it; ascending,
 * itself included. The pools of any two entries together contain a link path from the newer to the older one.
 * @param newest Height of the log. Pool entries above it do not exist yet and are left out.
 * @throws RangeError when `seqNum` is no sequence number.
 */
export function certificatePool(seqNum: number, newest: number = MAX_SEQ_NUM): number[] {
  checkSeqNum(seqNum)
  const entry = BigInt(seqNum)
  const members = [...linkPath(milestoneFrom(entry), entry), ...linkPath(entry, 1n).slice(1)]
  const height = BigInt(Math.min(newest, MAX_SEQ_NUM))
  return members
    .filter((member) => member <= height)
    .map(Number)
    .reverse()
}

function checkSeqNum(seqNum: number): void {
  if (!Number.isSafeInteger(seqNum) || seqNum < 1) throw new RangeError(`not a sequence number: ${seqNum}`)
}

// Paths are computed with bigints because the milestone above a large sequence number can be beyond 2^53.

function milestoneFrom(n: bigint): bigint {
  let milestone = 1n
  while (milestone < n) milestone = 3n * milestone + 1n
  return milestone
}

/** `lipmaalink` for numbers of any size, and slower. */
function linkTarget(n: bigint): bigint {
  const above = milestoneFrom(n)
  if (above === n) return (n - 1n) / 3n
  let image = n
  let span = (above - 1n) / 3n
  for (;;) {
    image -= span
    while (span > image) span = (span - 1n) / 3n
    if (span === image) return n - span
  }
}

/** The shortest link path: longest link that does not jump over `to`. Links never cross, so greedy is shortest. */
function linkPath(from: bigint, to: bigint): bigint[] {
  const path = [from]
  for (let at = from; at > to;) {
    const target = linkTarget(at)
    at = target >= to ? target : at - 1n
    path.push(at)
  }
  return path
}
