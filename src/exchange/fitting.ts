// What a file says, cut to what an operation can hold (DESIGN 4.3), so that one long text does not keep an event out.

import { utf8Encode } from '../bamboo/bytes.ts'
import { ITEMS, TEXT } from '../operations/limits.ts'
import { clipped, plainLine, plainText } from './plain-text.ts'
import type { ProgrammeEvent } from './programme-data.ts'

/** As `webUrl` of the operations has it, which is in UTF-8 bytes. */
const WEB_URL = /^https?:\/\/[!#-;=?-[\]-~\u{a1}-\u{10ffff}]+$/u
const MAX_URL = 2000
/** The end of all times: the first instant that no event can reach beyond. */
const END_OF_TIME = 253_402_300_800_000

/** Whether an event can have that time at all. */
export function isPossible({ from, to }: { from: number; to: number }): boolean {
  return from >= 0 && from < to && to <= END_OF_TIME
}

/** What somebody called it, in one line that fits into a title; empty when there is nothing to read. */
export function fittingTitle(text: string): string {
  return clipped(plainLine(text), TEXT.title).trim()
}

/** The paragraphs that say something, each once, and whether they had to be cut. */
export function fittingDescription(paragraphs: readonly string[]): { description?: string; isCut: boolean } {
  const said = [...new Set(paragraphs.map((each) => plainText(each).trim()))].filter((each) => each !== '')
  const whole = said
    .filter((each, at) => !said.some((other, before) => before !== at && other.startsWith(each)))
    .join('\n\n')
  const description = clipped(whole, TEXT.description)
  return { ...(description === '' ? {} : { description }), isCut: description !== whole }
}

export function fittingTags(tags: readonly string[]): string[] {
  const words = tags.map((tag) => clipped(plainLine(tag), TEXT.tag).trim()).filter((tag) => tag !== '')
  return [...new Set(words)].slice(0, ITEMS.tags)
}

export function fittingLinks(links: ProgrammeEvent['links']): ProgrammeEvent['links'] {
  const web = links.flatMap(({ url: given, title = '' }) => {
    const url = plainLine(given)
    if (!WEB_URL.test(url) || utf8Encode(url).length > MAX_URL) return []
    const words = fittingTitle(title)
    return [words === '' || words === url ? { url } : { url, title: words }]
  })
  return [...new Map(web.map((link) => [link.url, link])).values()].slice(0, ITEMS.links)
}
