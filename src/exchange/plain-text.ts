// Texts of strangers on their way into a file: what no format can carry is dropped, and nothing becomes longer than it may be.

import { utf8Encode } from '../bamboo/bytes.ts'

/** Controls but for tab and newline, halves of surrogate pairs, and what XML 1.0 has no way to write. */
const NOT_TEXT = /[^\P{Cc}\t\n]|[\p{Cs}\ufffe\uffff]/gu

/** The same words without controls, with newlines of one kind. */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n').replaceAll(NOT_TEXT, '')
}

/** The same in one line. */
export function plainLine(text: string): string {
  return plainText(text)
    .replaceAll(/[\t\n ]+/gu, ' ')
    .trim()
}

/** As much of the text as fits into so many UTF-8 bytes, whole characters only. */
export function clipped(text: string, bytes: number): string {
  if (utf8Encode(text).length <= bytes) return text
  let used = 0
  let kept = ''
  for (const character of text) {
    used += utf8Encode(character).length
    if (used > bytes) break
    kept += character
  }
  return kept
}
