// What web pages see, of a node or of a signed snapshot: rows as items of the page API (page/p2panda.d.ts). Pure. Leaves out what is kept for members
// (`for-everybody.ts`), and requests of people whose event it is not, which nobody believes (DESIGN 5.2).

import { ForEverybody, type AnswerPart } from '../src/festival/for-everybody.ts'
import { childrenOf } from '../src/festival/nesting.ts'
import {
  confirmationOf,
  eventOverviews,
  isOpen,
  type EventLine,
  type EventOverview,
  type FestivalRows,
} from '../src/festival/overview.ts'
import { currentProgrammes } from '../src/festival/programmes.ts'
import type { AnswerRow, FestivalRow, ProfileRow, ProgrammeRow, ResourceRow } from '../src/festival/views.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { hasTicket } from '../src/festival/event-tickets.ts'
import { englishPersonaName } from '../src/wallet/animals.ts'
import type {
  AuthorizationItem,
  ChildItem,
  EventItem,
  FestivalItem,
  Item,
  ItemType,
  ProfileItem,
  ProgrammeItem,
  RequestItem,
  ResourceItem,
} from '../page/p2panda.d.ts'

/** Everything of one festival that items are made of. */
export interface ItemSource {
  festival: FestivalRow | undefined
  rows: FestivalRows
  profiles: readonly ProfileRow[]
  programmes: readonly ProgrammeRow[]
  children: readonly FestivalRow[]
}

/** Who looks, and when (UTC ms). */
export interface Viewer {
  now: number
  /** Whose answers the site may ask for: with it, open requests say whether they wait for this persona. */
  answering?: { persona: PublicKey; mayAnswer: (resource: ResourceRow) => boolean }
}

/** All items of one type, in an order that only new items change. */
export function itemsOf(type: ItemType, source: ItemSource, viewer: Viewer): Item[] {
  switch (type) {
    case 'festival':
      return source.festival === undefined ? [] : [festivalItem(source.festival)]
    case 'resource':
      return publicResources(source.rows).map(resourceItem).sort(byText('title'))
    case 'event':
      return eventItems(source, viewer.now).sort(byTime)
    case 'request':
      return requestItems(source.rows, viewer).sort(byTime)
    case 'authorization':
      return authorizationItems(source.rows).sort(byTime)
    case 'programme':
      return programmeItems(source).sort(byText('title'))
    case 'profile':
      return source.profiles.map(profileItem).sort(byText('id'))
    case 'child':
      return childItems(source).sort(byText('title'))
  }
}

function publicResources(rows: FestivalRows): ResourceRow[] {
  return [...rows.resources.values()].filter(({ audience }) => audience === 'public')
}

function publicEvents(rows: FestivalRows, now: number): EventOverview[] {
  return eventOverviews(rows, now).filter(({ event }) => event.audience === 'public')
}

function festivalItem(row: FestivalRow): FestivalItem {
  const { id, creator, title, timezone, tags, visibility } = row
  return {
    type: 'festival',
    id,
    creator,
    title,
    timezone,
    tags,
    visibility,
    ...pick(row, 'description', 'from', 'to', 'place', 'parent'),
  }
}

function resourceItem(row: ResourceRow): ResourceItem {
  const { id, owner, title, kind, tags, capacity, policy, retired } = row
  return {
    type: 'resource',
    id,
    owner,
    title,
    kind,
    tags,
    capacity,
    policy: policy.kind,
    retired: retired !== undefined,
    ...pick(row, 'description', 'location'),
  }
}

function eventItems(source: ItemSource, now: number): EventItem[] {
  const everybody = new ForEverybody(source.rows)
  return publicEvents(source.rows, now).map((event) => eventItem(event, source, everybody))
}

/** It is confirmed when all is that may be shown. */
function eventItem(overview: EventOverview, { festival, rows }: ItemSource, everybody: ForEverybody): EventItem {
  const { event } = overview
  const lines = overview.lines.filter(({ request }) => everybody.hasRequest(request.id))
  const ticket = festival?.eventTicket
  const { id, author, title, from, to, tags, cancelled } = event
  return {
    type: 'event',
    id,
    author,
    title,
    from,
    to,
    tags,
    cancelled: cancelled !== undefined,
    confirmation: {
      ...confirmationOf(lines),
      lines: lines.map(({ request, state }) => ({
        request: request.id,
        resource: request.resource,
        required: request.required,
        state,
      })),
    },
    ...pick(event, 'description'),
    ...(ticket === undefined ? {} : { ticket: hasTicket(overview, rows.resources.get(ticket)) }),
  }
}

/** An owner who lets a site answer for a thing lets it see what waits for that, whoever else may. */
function requestItems(rows: FestivalRows, viewer: Viewer): RequestItem[] {
  const everybody = new ForEverybody(rows)
  return publicEvents(rows, viewer.now).flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const item = requestItem(line, viewer)
      return item.mine === true || everybody.hasRequest(line.request.id) ? [item] : []
    }),
  )
}

function requestItem(line: EventLine, { answering }: Viewer): RequestItem {
  const { request, resource, state } = line
  const { id, author, event, from, to, quantity, required } = request
  const isTheirs = resource !== undefined && answering?.persona === resource.owner && answering.mayAnswer(resource)
  const mine = isTheirs && isOpen(request, line)
  return {
    type: 'request',
    id,
    author,
    event,
    resource: request.resource,
    from,
    to,
    quantity,
    required,
    state,
    ...pick(request, 'message'),
    ...(mine ? { mine } : {}),
  }
}

function authorizationItems(rows: FestivalRows): AuthorizationItem[] {
  const everybody = new ForEverybody(rows)
  const resourceOf = new Map(rows.requests.map((request) => [request.id, request.resource]))
  return rows.answers.flatMap((row) => {
    const thing = row.resource ?? (row.request === undefined ? undefined : resourceOf.get(row.request))
    const part = thing !== undefined && rows.resources.has(thing) ? everybody.partOf(row) : 'nothing'
    return part === 'nothing' ? [] : [authorizationItem(row, part)]
  })
}

function authorizationItem(row: AnswerRow, part: Exclude<AnswerPart, 'nothing'>): AuthorizationItem {
  const { id, owner, kind, state, from, to, quantity, by } = row
  return {
    type: 'authorization',
    id,
    owner,
    kind,
    state,
    from,
    to,
    quantity,
    by,
    ...pick(row, 'resource'),
    ...(part === 'all' ? pick(row, 'request', 'note') : {}),
  }
}

/** Lists that name something which everybody may see, or nothing yet. */
function programmeItems({ programmes, rows }: ItemSource): ProgrammeItem[] {
  const everybody = new ForEverybody(rows)
  return currentProgrammes(programmes)
    .filter(({ events }) => events.length === 0 || events.some(({ event }) => everybody.hasEvent(event)))
    .map((row) => programmeItem(row, rows, everybody))
}

/** Of its events those that are here and meant for everybody say what they are, and what is said of them. */
function programmeItem(
  { id, author, title, events }: ProgrammeRow,
  rows: FestivalRows,
  everybody: ForEverybody,
): ProgrammeItem {
  const listed = events.map(({ event, note }) => {
    const row = everybody.hasEvent(event) ? rows.events.get(event) : undefined
    if (row === undefined) return { event }
    const { from, to, cancelled } = row
    const facts = { title: row.title, from, to, cancelled: cancelled !== undefined }
    return { event, ...(note === undefined ? {} : { note }), ...facts }
  })
  return { type: 'programme', id, author, title, events: listed }
}

/** Somebody without a name gets the one that everybody computes from the key. */
function profileItem(row: ProfileRow): ProfileItem {
  return { type: 'profile', id: row.author, name: row.name ?? englishPersonaName(row.author), ...pick(row, 'about') }
}

/** Festivals that name this one as their parent; `listed` is the word of the parent's creator. */
function childItems({ festival, children }: ItemSource): ChildItem[] {
  if (festival === undefined) return []
  const { official, unlisted } = childrenOf(festival, children)
  const item = ({ id, title }: FestivalRow, listed: boolean): ChildItem => ({ type: 'child', id, title, listed })
  return [...official.map((row) => item(row, true)), ...unlisted.map((row) => item(row, false))]
}

/** The named fields that are there. */
function pick<Row extends object, Key extends keyof Row>(
  row: Row,
  ...keys: Key[]
): { [K in Key]?: Exclude<Row[K], undefined> } {
  return Object.fromEntries(keys.filter((key) => row[key] !== undefined).map((key) => [key, row[key]])) as {
    [K in Key]?: Exclude<Row[K], undefined>
  }
}

function byTime(a: { from: number; id: string }, b: { from: number; id: string }): number {
  return a.from - b.from || order(a.id, b.id)
}

function byText<Key extends string>(
  key: Key,
): (a: Record<Key | 'id', string>, b: Record<Key | 'id', string>) => number {
  return (a, b) => order(a[key], b[key]) || order(a.id, b.id)
}

/** By code units: the same on every machine, whatever its language. */
function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
