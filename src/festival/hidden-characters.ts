// Finds characters that hide, turn or forge what a person reads in text from other people (wallet-security U4) and says
// what to show instead. Joiners stay where scripts and emoji need them; everything else invisible becomes a token.

/** A run of text: as it is, or a token that stands for one hidden character. */
export type TextRun = { readonly text: string; readonly token?: true }

/** C0 and C1 controls, bidi controls, zero-width characters, separators, tags, lone surrogates. */
const HIDDEN =
  /(?!\n)[\p{Cc}\p{Cs}\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

const JOINED_BEFORE =
  /(?:[\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}]|\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Sinhala}|\p{Mn})$/u
const JOINED_AFTER =
  /^(?:\p{Extended_Pictographic}|\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Sinhala})/u

/** The text with hidden characters as tokens; line breaks are kept when `lines`, else they become spaces. */
export function textRuns(text: string, lines: boolean = false): TextRun[] {
  const plain = foldSpace(text, lines)
  const runs: TextRun[] = []
  let from = 0
  for (const match of plain.matchAll(HIDDEN)) {
    if (joins(plain, match.index, match[0])) continue
    if (match.index > from) runs.push({ text: plain.slice(from, match.index) })
    runs.push({ text: tokenFor(match[0]), token: true })
    from = match.index + match[0].length
  }
  if (from < plain.length) runs.push({ text: plain.slice(from) })
  return runs
}

/** The same as one plain string, for labels, titles and options, which can not hold elements. */
export function visibleText(text: string): string {
  return textRuns(text)
    .map((run) => run.text)
    .join('')
}

/** At most one empty line in a row; tabs and, in a single line, breaks are spaces. */
function foldSpace(text: string, lines: boolean): string {
  const broken = text.replace(/\r\n?/gu, '\n').replace(/\t/gu, ' ')
  return lines ? broken.replace(/\n{3,}/gu, '\n\n') : broken.replace(/\s*\n\s*/gu, ' ')
}

/** Zero-width (non-)joiners that a script or an emoji needs are part of the spelling. */
function joins(text: string, at: number, character: string): boolean {
  if (character !== '\u200c' && character !== '\u200d') return false
  return JOINED_BEFORE.test(text.slice(Math.max(0, at - 2), at)) && JOINED_AFTER.test(text.slice(at + 1, at + 3))
}

function tokenFor(character: string): string {
  const code = character.codePointAt(0) ?? 0xfffd
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}
