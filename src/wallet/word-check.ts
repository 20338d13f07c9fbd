// Help while somebody types their twelve words: what they may have meant, how a word goes on, and which three words show that
// they were written down.

import { wordlist } from '@scure/bip39/wordlists/english.js'

/** Letters that differ in what still counts as mistyped. */
const MAX_DISTANCE = 2

/** Up to `count` words of the list that begin like this. No two of them share their first four letters. */
export function wordsThatBegin(typed: string, count: number): string[] {
  const start = typed.trim().toLowerCase()
  return start === '' ? [] : wordlist.filter((word) => word.startsWith(start)).slice(0, count)
}

/** Whether it is one of the 2048 words. */
export function isWord(typed: string): boolean {
  return wordlist.includes(typed)
}

/** The word of the list that is nearest to a mistyped one, if any is near. */
export function meantWord(typed: string): string | undefined {
  let best: { word: string; distance: number } | undefined
  for (const word of wordlist) {
    const distance = editDistance(typed, word)
    if (distance <= MAX_DISTANCE && (best === undefined || distance < best.distance)) best = { word, distance }
  }
  return best?.word
}

/** Letters to insert, drop, change or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_DISTANCE) return MAX_DISTANCE + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwap) least = Math.min(least, (before[column - 2] ?? 0) + 1)
      line.push(least)
    }
    before = above
    above = line
  }
  return above[b.length] ?? 0
}

/** Three different places of twelve, counted from 0, ascending; `random` gives as many bytes as it is asked for. */
export function placesToCheck(random: (length: number) => Uint8Array): number[] {
  const places = new Set<number>()
  while (places.size < 3) {
    const byte = random(1)[0] ?? 0
    // 252 is the last multiple of twelve in a byte: no place is likelier than another.
    if (byte < 252) places.add(byte % 12)
  }
  return [...places].toSorted((a, b) => a - b)
}
