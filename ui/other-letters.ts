// How a host reads whose letters are not only those of a–z. Browsers say it in the form of DNS (`xn--…`), which no two hosts share, and
// so do we; but nobody can read that.
import { toUnicode } from 'punycode/punycode.es6.js'

/** The host of `origin` in its own letters; undefined when it has none but those of DNS, or they can not be read. */
export function otherLetters(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined
  const { hostname } = new URL(origin)
  try {
    const read = toUnicode(hostname)
    return read === hostname ? undefined : read
  } catch {
    return undefined
  }
}
