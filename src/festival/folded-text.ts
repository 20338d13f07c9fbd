// Texts as a search compares them: without the difference of large and small letters and without marks above and below.

/** `Ümläute` becomes `umlaute`. */
export function foldedText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The words of a search; none for an empty one. */
export function searchWords(text: string): string[] {
  return foldedText(text).split(/\s+/u).filter(Boolean)
}

/** Whether each word is in one of the texts. */
export function hasWords(words: readonly string[], texts: readonly (string | undefined)[]): boolean {
  const folded = texts.map((text = '') => foldedText(text))
  return words.every((word) => folded.some((text) => text.includes(word)))
}
