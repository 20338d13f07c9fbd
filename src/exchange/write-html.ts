// A programme as a page that needs no program to be read: for visitors without JavaScript, for paper, for search engines (JSON-LD)
// and for whoever gathers events from pages (h-event, microformats.org). All of it is words of strangers, so all of it is escaped.

import { knownZone } from '../festival/zone-time.ts'
import { HTML_STYLE } from './html-style.ts'
import { HTML_WORDS, type HtmlLocale, type HtmlWords } from './html-words.ts'
import { isoTime, wallClock } from './moments.ts'
import { plainLine, plainText } from './plain-text.ts'
import type { ProgrammeData, ProgrammeEvent, ProgrammeRoom } from './programme-data.ts'
import { writeJsonLd } from './write-json-ld.ts'

const DAY = 86_400_000

/** How a page is said. */
interface Voice {
  readonly words: HtmlWords
  readonly zone: string
  readonly day: Intl.DateTimeFormat
  readonly rooms: ReadonlyMap<string, ProgrammeRoom>
}

/** `calendar`: address of the same programme as a calendar file. */
export function writeHtml(data: ProgrammeData, locale: HtmlLocale, calendar?: string): string {
  const { festival, events } = data
  const zone = knownZone(festival.zone)
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: zone,
  })
  const voice: Voice = {
    words: HTML_WORDS[locale],
    zone,
    day,
    rooms: new Map(data.rooms.map((room) => [room.id, room])),
  }
  const title = escaped(plainLine(festival.title))
  return [
    `<!doctype html>\n<html lang="${locale}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Whatever a title looks like: nothing runs on this page, and nothing is fetched.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title>`,
    ...(calendar === undefined ? [] : [`<link rel="alternate" type="text/calendar" href="${escaped(calendar)}">`]),
    `<style>\n${HTML_STYLE}</style>`,
    `<script type="application/ld+json">\n${writeJsonLd(data)}</script>`,
    '</head>\n<body class="h-feed">\n<header>',
    `<h1 class="p-name" dir="auto">${title}</h1>`,
    ...(festival.place ? [`<p dir="auto">${escaped(plainLine(festival.place))}</p>`] : []),
    ...paragraphs(festival.description, 'p-summary'),
    `<p class="soft">${escaped(voice.words.zone(zone))}${calendarLink(calendar, voice)}</p>`,
    '</header>\n<main>',
    ...(events.length === 0 ? [`<p>${escaped(voice.words.nothing)}</p>`] : daysOf(events, voice)),
    '</main>\n</body>\n</html>\n',
  ].join('\n')
}

function calendarLink(address: string | undefined, { words }: Voice): string {
  return address === undefined ? '' : ` <a href="${escaped(address)}">${escaped(words.calendar)}</a>`
}

function daysOf(events: readonly ProgrammeEvent[], voice: Voice): string[] {
  const days = new Map<string, ProgrammeEvent[]>()
  for (const event of events) {
    const { date } = wallClock(event.from, voice.zone)
    days.set(date, [...(days.get(date) ?? []), event])
  }
  return [...days].map(([date, ofDay]) => {
    const heading = `<h2 id="${date}"><time datetime="${date}">${escaped(voice.day.format(ofDay[0]?.from))}</time></h2>`
    return `<section aria-labelledby="${date}">\n${heading}\n${ofDay.map((each) => eventOf(each, voice)).join('\n')}\n</section>`
  })
}

function eventOf(event: ProgrammeEvent, voice: Voice): string {
  const { title, status, people, links, tags } = event
  const name = escaped(plainLine(title))
  const makers = people.map((person) => plainLine(person.name)).filter((person) => person !== '')
  const where = event.rooms.flatMap((id) => voice.rooms.get(id) ?? [])
  return [
    `<article class="h-event${status === 'cancelled' ? ' cancelled' : ''}">`,
    `<p class="when">${whenOf(event, voice)}</p>`,
    `<h3 class="p-name" dir="auto">${status === 'cancelled' ? `<s>${name}</s>` : name}</h3>`,
    ...stateOf(event, voice),
    ...(where.length === 0 ? [] : [`<p class="where">${where.map(placeOf).join(', ')}</p>`]),
    ...(makers.length === 0 ? [] : [`<p class="soft">${makers.map((each) => makerOf(each, voice)).join(', ')}</p>`]),
    ...paragraphs(event.description, 'p-summary'),
    ...(tags.length === 0 ? [] : [`<p class="soft">${tags.map(tagOf).join(' ')}</p>`]),
    ...links.flatMap(linkOf),
    '</article>',
  ].join('\n')
}

/** An end that is not within a day of the start says its day. */
function whenOf({ from, to }: ProgrammeEvent, { zone, day }: Voice): string {
  const time = (name: string, ms: number, words: string): string =>
    `<time class="${name}" datetime="${isoTime(ms, zone)}">${escaped(words)}</time>`
  const clock = wallClock(to, zone).time
  const end = to - from < DAY ? clock : `${day.format(to)}, ${clock}`
  return `${time('dt-start', from, wallClock(from, zone).time)}–${time('dt-end', to, end)}`
}

function stateOf({ status, confirmation: { granted, required } }: ProgrammeEvent, { words }: Voice): string[] {
  if (status === 'confirmed') return []
  const said = status === 'cancelled' ? words.cancelled : words.tentative(granted, required)
  return [`<p class="state">${escaped(said)}</p>`]
}

function placeOf({ title, address, gps, url }: ProgrammeRoom): string {
  const name = `<bdi class="p-name">${linked(escaped(plainLine(title)), url)}</bdi>`
  const street = address === undefined ? '' : ` <bdi class="soft p-street-address">${escaped(plainLine(address))}</bdi>`
  const at =
    gps === undefined
      ? ''
      : `<data class="p-latitude" value="${gps.lat}"></data><data class="p-longitude" value="${gps.lon}"></data>`
  return `<span class="p-location h-card">${name}${street}${at}</span>`
}

function makerOf(name: string, { words }: Voice): string {
  return `${escaped(words.by)} <bdi class="p-organizer">${escaped(name)}</bdi>`
}

function tagOf(tag: string): string {
  return `<bdi class="p-category">${escaped(plainLine(tag))}</bdi>`
}

function linkOf({ url, title = url }: { url: string; title?: string }): string[] {
  return isWeb(url) ? [`<p>${linked(escaped(plainLine(title)), url, 'u-url')}</p>`] : []
}

/** Nothing that leads elsewhere than to the web becomes a link. */
function linked(html: string, url: string | undefined, name = 'u-url'): string {
  if (url === undefined || !isWeb(url)) return html
  return `<a class="${name}" dir="auto" rel="nofollow noopener ugc" href="${escaped(plainLine(url))}">${html}</a>`
}

function isWeb(url: string): boolean {
  return /^https?:\/\//iu.test(plainLine(url))
}

function paragraphs(text: string | undefined, name: string): string[] {
  const words = plainText(text ?? '').trim()
  if (words === '') return []
  const all = words.split(/\n{2,}/u).map((each) => `<p dir="auto">${escaped(each).replaceAll('\n', '<br>')}</p>`)
  return [`<div class="${name}">${all.join('')}</div>`]
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and for values of attributes in quotes. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? '')
}
