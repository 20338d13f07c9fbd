// How a host reads whose letters are not only those of a–z. Browsers say it in the form of DNS (`xn--…`), which no two hosts share, and
// so do we; but nobody can read that. Decodes punycode (RFC 3492), which browsers keep to themselves.

const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const FIRST_BIAS = 72
const FIRST_CODE = 128
const MAX_CODE = 0x10ffff

/** The host of `origin` in its own letters; undefined when it has none but those of DNS, or they can not be read. */
export function otherLetters(origin: string): string | undefined {
  if (!URL.canParse(origin)) return undefined
  const labels = new URL(origin).hostname.split('.')
  if (!labels.some((label) => label.startsWith('xn--'))) return undefined
  const read = labels.map((label) => (label.startsWith('xn--') ? decoded(label.slice(4)) : label))
  return read.includes(undefined) ? undefined : read.join('.')
}

function decoded(text: string): string | undefined {
  const plain = Math.max(0, text.lastIndexOf('-'))
  const codes = Array.from(text.slice(0, plain), (letter) => letter.charCodeAt(0))
  const digits = Array.from(text.slice(plain === 0 ? 0 : plain + 1), digitOf)
  let [code, place, bias] = [FIRST_CODE, 0, FIRST_BIAS]
  while (digits.length > 0) {
    const before = place
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digits.shift()
      if (digit === undefined) return undefined
      place += digit * weight
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias))
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const count = codes.length + 1
    bias = adapted(place - before, count, before === 0)
    code += Math.floor(place / count)
    place %= count
    if (code > MAX_CODE) return undefined
    codes.splice(place, 0, code)
    place += 1
  }
  return String.fromCodePoint(...codes)
}

/** a–z are 0 to 25, 0–9 are 26 to 35. */
function digitOf(letter: string): number {
  return (Number.parseInt(letter, BASE) + 26) % BASE
}

function adapted(distance: number, count: number, isFirst: boolean): number {
  let delta = Math.floor(distance / (isFirst ? DAMP : 2))
  delta += Math.floor(delta / count)
  let k = 0
  for (; delta > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) delta = Math.floor(delta / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW))
}
