// What somebody may write into any field to do harm: markup that runs or loads something, links that are programs, characters
// that turn, hide or forge, and text that breaks a layout.
import { utf8Encode } from '../../../src/bamboo/bytes.ts'

/** Words that fill a field of so many UTF-8 bytes as far as they need it. */
export type HostileWords = (limit: number) => string

/** Set on `window` by whatever of this should run. */
export const MARK = 'hostile'

/** `trap`: address, with a slash at its end, of a server that must hear nothing. */
export function hostileWords(trap: string): readonly HostileWords[] {
  const run = `alert(1),window.${MARK}=1`
  return [
    (limit) => cut(`<script>${run}</script><script src=${trap}a.js></script>`, limit),
    (limit) => cut(`"><img src=${trap}b onerror="${run}"><svg onload="${run}">`, limit),
    (limit) => cut(`'><iframe src="javascript:parent.${MARK}=1"></iframe><style>@import '${trap}c'</style>`, limit),
    (limit) => cut(`<a href="javascript:${run}">Yes</a> javascript:${run}`, limit),
    (limit) => cut(`&lt;img src=${trap}d&gt; \${${run}} {{${run}}} $1$ %s @@ui_locale`, limit),
    (limit) => cut('Beamer \u202e0004 nospE\u202c \u2066left\u2069 \u2068open \u200fmark \u061cmark', limit),
    (limit) => cut('pay\u200bpal \u2060A\ufeffda \u0007\u001b[31m \u0085 \ufff9a\ufffa \u{e0041}\u200d', limit),
    (limit) => cut('First\nSecond\r\n\r\n\r\n\r\n\tThird\u2028Fourth\u2029Approve', limit),
    (limit) => cut('W'.repeat(limit), limit),
    (limit) => cut('👩\u200d🎤🐼🏳\ufe0f'.repeat(limit), limit),
    (limit) => cut('المكبر 🎤 هذا'.repeat(limit), limit),
    (limit) => cut('Z\u0315\u0300\u0321\u0315\u0300\u0321'.repeat(limit), limit),
  ]
}

/** So much of a text as fits into so many bytes; never half a character. */
function cut(text: string, limit: number): string {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += utf8Encode(character).length
    if (bytes > limit) break
    kept += character
  }
  return kept
}
