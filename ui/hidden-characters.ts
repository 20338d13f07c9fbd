// Text from other people as panels show it: see src/festival/hidden-characters.ts, which background shares.
import { visibleText } from '../src/festival/hidden-characters.ts'

export { textRuns, visibleText, type TextRun } from '../src/festival/hidden-characters.ts'

/** The text with hidden characters visible, isolated from the direction of the sentence around it: what `t()` gets as a substitution. */
export function isolated(text: string): string {
  return `\u2068${visibleText(text)}\u2069`
}
