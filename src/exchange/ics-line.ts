// One line of an iCalendar file (RFC 5545, 3.1 and 3.3.11): values escaped, lines of at most 75 octets that break only between
// characters.

import { plainLine, plainText } from './plain-text.ts'
import { utf8Encode } from '../bamboo/bytes.ts'

const MAX_OCTETS = 75

/** `NAME:value` and its ending, folded. `value` is written as it is: see `icsText`. */
export function icsLine(name: string, value: string): string {
  let line = ''
  let octets = 0
  for (const character of `${name}:${value}`) {
    const length = utf8Encode(character).length
    if (octets + length > MAX_OCTETS) {
      line += '\r\n '
      octets = 1
    }
    line += character
    octets += length
  }
  return `${line}\r\n`
}

/** A text as a value. */
export function icsText(text: string): string {
  return plainText(text)
    .replaceAll(/[\\;,]/gu, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
}

/** A text as the value of a parameter, quoted; it can hold no quotes and no newlines. */
export function icsParameter(text: string): string {
  return `"${plainLine(text).replaceAll('"', '\u2019')}"`
}
