// A festival's title as the name of a file: what no file system takes, and what would hide or turn it, is left out.

const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
/** With the ending, well below what file systems allow, also where each character takes four bytes. */
const MAX_CHARACTERS = 60

/** "Panda Camp.p2panda" */
export function fileNameOf(title: string, extension = 'p2panda'): string {
  const plain = title.replaceAll(FORBIDDEN, ' ').replaceAll(/\s+/gu, ' ')
  // Names that begin with a dot are hidden, those that end with one are refused by Windows.
  const short = Array.from(plain)
    .slice(0, MAX_CHARACTERS)
    .join('')
    .replaceAll(/^[. ]+|[. ]+$/gu, '')
  return `${short === '' ? 'festival' : short}.${extension}`
}
