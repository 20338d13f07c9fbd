// XML as far as files of programmes use it: elements, attributes, text. Strict about nesting and generous about the rest. There are
// no entities but the five and numbers, so a file can not grow; every element knows its line.

import { err, ok, type Result } from '../bamboo/result.ts'

export interface XmlElement {
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  /** Its own text, without that of its children. */
  text: string
  /** From 1. */
  line: number
}

const MAX_DEPTH = 50
const SKIPPED: readonly [begin: string, end: string][] = [
  ['<!--', '-->'],
  ['<?', '?>'],
]
const CDATA = '<![CDATA['
const OPENING = /<([\p{L}_][\p{L}\p{N}_.:-]*)/uy
const CLOSING = /<\/([^\s>]+)\s*>/uy
const DOCTYPE = /<!DOCTYPE[^[\]<>]*>/iuy
const ATTRIBUTE = /\s+([^\s=/<>"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy
const END_OF_TAG = /\s*(\/?)>/uy
const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The root element, or the line in which it stops being XML. */
export function readXml(text: string): Result<XmlElement, { line: number }> {
  return new XmlReader(text).read()
}

class XmlReader {
  readonly #text: string
  #at = 0
  #line = 1
  readonly #open: XmlElement[] = []
  #root: XmlElement | undefined

  constructor(text: string) {
    this.#text = text.startsWith('\ufeff') ? text.slice(1) : text
  }

  read(): Result<XmlElement, { line: number }> {
    while (this.#at < this.#text.length) {
      if (!this.#step()) return err({ line: this.#line })
    }
    return this.#root === undefined || this.#open.length > 0 ? err({ line: this.#line }) : ok(this.#root)
  }

  #step(): boolean {
    const next = this.#text.indexOf('<', this.#at)
    if (next !== this.#at) return this.#takeText(next < 0 ? this.#text.length : next)
    for (const [begin, end] of SKIPPED) {
      if (this.#text.startsWith(begin, this.#at)) return this.#skipTo(end) !== undefined
    }
    if (this.#text.startsWith(CDATA, this.#at)) {
      const skipped = this.#skipTo(']]>')
      const parent = this.#open.at(-1)
      if (skipped === undefined || parent === undefined) return false
      parent.text += skipped.slice(CDATA.length)
      return true
    }
    if (this.#match(DOCTYPE) !== undefined) return true
    const closing = this.#match(CLOSING)
    return closing === undefined ? this.#takeOpening() : this.#open.pop()?.name === closing[1]
  }

  #takeText(end: number): boolean {
    const raw = this.#text.slice(this.#at, end)
    this.#advance(end)
    const parent = this.#open.at(-1)
    if (parent === undefined) return raw.trim() === ''
    parent.text += resolved(raw)
    return true
  }

  #takeOpening(): boolean {
    const line = this.#line
    const opening = this.#match(OPENING)
    if (opening === undefined || this.#open.length >= MAX_DEPTH) return false
    const attributes = new Map<string, string>()
    for (let found = this.#match(ATTRIBUTE); found !== undefined; found = this.#match(ATTRIBUTE)) {
      attributes.set(found[1] ?? '', resolved(found[2] ?? found[3] ?? ''))
    }
    const end = this.#match(END_OF_TAG)
    if (end === undefined) return false
    const element: XmlElement = { name: opening[1] ?? '', attributes, children: [], text: '', line }
    const parent = this.#open.at(-1)
    if (parent !== undefined) parent.children.push(element)
    else if (this.#root === undefined) this.#root = element
    else return false
    if (end[1] === '') this.#open.push(element)
    return true
  }

  /** What is skipped, without `end`; undefined when that never comes. */
  #skipTo(end: string): string | undefined {
    const found = this.#text.indexOf(end, this.#at)
    if (found < 0) return undefined
    const skipped = this.#text.slice(this.#at, found)
    this.#advance(found + end.length)
    return skipped
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#advance(pattern.lastIndex)
    return found
  }

  #advance(to: number): void {
    for (let at = this.#text.indexOf('\n', this.#at); at >= 0 && at < to; at = this.#text.indexOf('\n', at + 1)) {
      this.#line += 1
    }
    this.#at = to
  }
}

/** With characters for their names; a name that XML does not know stays as it is. */
function resolved(text: string): string {
  return text.replaceAll(/&(#x?[\da-f]{1,6}|[a-z]+);/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED.get(name) ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
}
