// What web pages see, of a node or of a signed snapshot: rows as items of the page API (page/p2panda.d.ts). Pure. Leaves out what owners keep for members
// (`audience`), and requests of people whose event it is not, which nobody believes (DESIGN 5.2).

import { childrenOf } from '../src/festival/nesting.ts'
import {
  eventOverviews,
  isOpen,
  type EventLine,
  type EventOverview,
  type FestivalRows,
} from '../src/festival/overview.ts'
import { currentProgrammes } from '../src/festival/programmes.ts'
import type { AnswerRow, FestivalRow, ProfileRow, ProgrammeRow, ResourceRow } from '../src/festival/views.ts'
import type { ObjectId, PublicKey } from '../src/operations/ids.ts'
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
      return publicEvents(source.rows, viewer.now)
        .map((event) => eventItem(event, source))
        .sort(byTime)
    case 'request':
      return requestItems(source.rows, viewer).sort(byTime)
    case 'authorization':
      return publicAnswers(source.rows).map(authorizationItem).sort(byTime)
    case 'programme':
      return currentProgrammes(source.programmes)
        .map((row) => programmeItem(row, source.rows))
        .sort(byText('title'))
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

function publicAnswers(rows: FestivalRows): AnswerRow[] {
  const resourceOf = new Map(rows.requests.map((request) => [request.id, request.resource]))
  return rows.answers.filter(({ resource, request }) => {
    const id: ObjectId | undefined = resource ?? (request === undefined ? undefined : resourceOf.get(request))
    return id !== undefined && rows.resources.get(id)?.audience === 'public'
  })
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

function eventItem(overview: EventOverview, { festival, rows }: ItemSource): EventItem {
  const { event, lines, confirmation } = overview
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
      ...confirmation,
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

function requestItems(rows: FestivalRows, viewer: Viewer): RequestItem[] {
  return publicEvents(rows, viewer.now).flatMap(({ lines }) => lines.map((line) => requestItem(line, viewer)))
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

function authorizationItem(row: AnswerRow): AuthorizationItem {
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
    ...pick(row, 'resource', 'request', 'note'),
  }
}

/** Of its events those that are here and meant for everybody say what they are. */
function programmeItem({ id, author, title, events }: ProgrammeRow, rows: FestivalRows): ProgrammeItem {
  const listed = events.map(({ event, note }) => {
    const row = rows.events.get(event)
    const facts =
      row?.audience === 'public'
        ? { title: row.title, from: row.from, to: row.to, cancelled: row.cancelled !== undefined }
        : {}
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
