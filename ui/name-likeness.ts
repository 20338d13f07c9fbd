// Names that a person would take for each other (wallet-security U4): compared by what is left of them without case, marks,
// spaces and the letters of other scripts that look like Latin ones. A rule for warning, coarse on purpose.

/** Letters and digits that are drawn like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  ё: 'e',
  н: 'h',
  і: 'i',
  ї: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  ӏ: 'l',
  ь: 'b',
  г: 'r',
  п: 'n',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  μ: 'u',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'p',
  ɑ: 'a',
  ɡ: 'g',
  ɩ: 'i',
  ʟ: 'l',
  ɴ: 'n',
  0: 'o',
  1: 'l',
  3: 'e',
  5: 's',
  '|': 'l',
  $: 's',
  '@': 'a',
}
/** Drawn the same in many fonts, whatever they began as. */
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/rn/gu, 'm'],
  [/vv/gu, 'w'],
  [/cl/gu, 'd'],
  // Capital i, small l: the same line.
  [/i/gu, 'l'],
]

/** Equal for names that look alike; empty when nothing of a name can be seen. */
export function likenessOf(name: string): string {
  const bare = name.normalize('NFKD').toLowerCase()
  const letters = bare.replace(/./gu, (letter) => LOOKALIKES[letter] ?? letter)
  const seen = letters.replace(/[^\p{L}\p{N}]/gu, '')
  return PAIRS.reduce((text, [pair, one]) => text.replace(pair, one), seen)
}

/** Of people with the names that they chose, those whose name looks like one that I gave to somebody else. */
export function imitators<Key extends string>(
  chosen: ReadonlyMap<Key, string>,
  given: ReadonlyMap<Key, string>,
): Set<Key> {
  const owners = new Map<string, Set<Key>>()
  for (const [key, name] of given) {
    const likeness = likenessOf(name)
    if (likeness !== '') owners.set(likeness, (owners.get(likeness) ?? new Set()).add(key))
  }
  return new Set(
    [...chosen].filter(([key, name]) => owners.get(likenessOf(name))?.has(key) === false).map(([key]) => key),
  )
}
