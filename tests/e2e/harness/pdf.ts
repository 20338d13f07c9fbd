// What a PDF that a browser printed has: how many pages, and which words stand on them. Reads as much of the format as both browsers
// write, and nothing else.
import { inflateSync } from 'node:zlib'

export interface Pdf {
  readonly pages: number
  /** Width and height of the first page, mm. */
  readonly size: readonly [number, number]
  /** Whether these words stand on one of the pages, spaces left out. */
  readonly says: (words: string) => boolean
}

const MM = 25.4 / 72
const STREAM = /stream\r?\n/gu
const PAGE = /\/Type\s*\/Page\b(?!s)/gu

export function readPdf(file: Buffer): Pdf {
  const parts = [file.toString('latin1'), ...streamsOf(file)]
  const pages = parts.reduce((sum, part) => sum + (part.match(PAGE)?.length ?? 0), 0)
  const box = /\/MediaBox\s*\[([^\]]*)\]/u.exec(parts.join('\n'))?.[1]?.trim().split(/\s+/u).map(Number) ?? []
  const [left = 0, top = 0, right = 0, bottom = 0] = box
  const maps = parts.filter((part) => part.includes('beginbfchar') || part.includes('beginbfrange')).map(lettersOf)
  // Which font a page means by a name is not looked up: read by the letters of another one it makes no sense.
  const texts = parts.filter((part) => /\bT[jJ]\b/u.test(part)).flatMap((part) => maps.map((map) => read(part, map)))
  return {
    pages,
    size: [Math.round((right - left) * MM), Math.round((bottom - top) * MM)],
    says: (words) => texts.some((text) => text.includes(words.replaceAll(/\s/gu, ''))),
  }
}

function streamsOf(file: Buffer): string[] {
  const text = file.toString('latin1')
  return Array.from(text.matchAll(STREAM)).flatMap(({ index, 0: begin }) => {
    const end = text.indexOf('endstream', index)
    try {
      return [inflateSync(file.subarray(index + begin.length, end)).toString('latin1')]
    } catch {
      // Not packed like this: a font or a picture.
      return []
    }
  })
}

interface Letters {
  /** Hexadecimal digits of a code. */
  readonly digits: number
  readonly letters: ReadonlyMap<number, string>
}

/** What the codes of a font mean. */
function lettersOf(map: string): Letters {
  const letters = new Map<number, string>()
  const hex = (text = ''): number => Number.parseInt(text, 16)
  const words = (text = ''): string => Buffer.from(text, 'hex').swap16().toString('utf16le')
  for (const [, list = ''] of map.matchAll(/beginbfchar([^]*?)endbfchar/gu)) {
    for (const [, code, letter] of list.matchAll(/<(\w+)>\s*<(\w+)>/gu)) letters.set(hex(code), words(letter))
  }
  for (const [, list = ''] of map.matchAll(/beginbfrange([^]*?)endbfrange/gu)) {
    for (const [, first, last, start] of list.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/gu)) {
      for (let code = hex(first); code <= hex(last); code += 1) {
        letters.set(code, String.fromCodePoint(hex(start) + code - hex(first)))
      }
    }
    for (const [, first, , each = ''] of list.matchAll(/<(\w+)>\s*<(\w+)>\s*\[([^\]]*)\]/gu)) {
      for (const [index, [, letter]] of Array.from(each.matchAll(/<(\w+)>/gu)).entries()) {
        letters.set(hex(first) + index, words(letter))
      }
    }
  }
  const digits = /begincodespacerange\s*<(\w+)>/u.exec(map)?.[1]?.length ?? 4
  return { digits, letters }
}

/** All that a page writes, in the letters of one font. */
function read(page: string, { digits, letters }: Letters): string {
  const codes = new RegExp(`.{${digits}}`, 'gu')
  const strings = Array.from(page.matchAll(/<([0-9A-Fa-f\s]+)>|\(((?:\\.|[^\\)])*)\)/gu), ([, hex, plain]) =>
    hex === undefined ? Buffer.from(unescaped(plain ?? ''), 'latin1').toString('hex') : hex.replaceAll(/\s/gu, ''),
  )
  return strings
    .flatMap((string) => string.match(codes) ?? [])
    .map((code) => letters.get(Number.parseInt(code, 16)) ?? '')
    .join('')
    .replaceAll(/\s/gu, '')
}

function unescaped(plain: string): string {
  return plain.replaceAll(/\\([0-7]{3}|.)/gu, (_, sign: string) => {
    const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
    return sign.length === 3 ? String.fromCharCode(Number.parseInt(sign, 8)) : (known[sign] ?? sign)
  })
}
