// Shapes of the operations about resources and the answers of their owners (DESIGN 4.3).

import { blobRef, inverted, tags, type Body } from './festival-schema.ts'
import { ITEMS, MAX_BUFFER, MAX_QUANTITY, TEXT } from './limits.ts'
import type {
  AuthorizationDeny,
  AuthorizationGrant,
  AuthorizationHold,
  AuthorizationRelease,
  AuthorizationRevoke,
  Availability,
  Location,
  Policy,
  ResourceCreate,
  ResourceFields,
  ResourceRetire,
  ResourceUpdate,
  WeeklyWindow,
} from './operation.ts'
import { either, fieldNames, list, optional, pair, partial, record, variants, type Fields } from './record-shape.ts'
import {
  MAX_TIME,
  entryHash,
  hex,
  integer,
  oneOf,
  text,
  time,
  webUrl,
  words,
  yamfHashHex,
  type Shape,
} from './shape.ts'

const addressLine = optional(text(TEXT.addressLine))
/** Whole units of the festival's own space, which has no metres. */
const coordinate = integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)

const location = variants<Location, 'type'>('type', {
  gps: record({ lat: integer(-900_000_000, 900_000_000), lon: integer(-1_800_000_000, 1_800_000_000) }),
  address: record<Omit<Extract<Location, { type: 'address' }>, 'type'>>({
    street: addressLine,
    city: addressLine,
    postcode: addressLine,
    country: addressLine,
    note: optional(text(TEXT.note)),
  }),
  url: record({ url: webUrl }),
  space: record<Omit<Extract<Location, { type: 'space' }>, 'type'>>({
    x: coordinate,
    y: coordinate,
    z: coordinate,
    world: optional(text(TEXT.title)),
  }),
})

const MINUTES_OF_DAY = 1440

/** An opening may end on the day after it began, so that a bar can open from ten to four. */
const weeklyWindow = record<WeeklyWindow>(
  { days: list(integer(1, 7), 7), from: integer(0, MINUTES_OF_DAY - 1), to: integer(1, 2 * MINUTES_OF_DAY) },
  inverted,
)
const windows = list(
  pair(time, (from, to) => from < to),
  ITEMS.windows,
)
const availability = either<'always', Exclude<Availability, 'always'>>(
  oneOf('always'),
  record<Exclude<Availability, 'always'>>({
    windows,
    weekly: optional(list(weeklyWindow, ITEMS.weekly)),
    except: optional(windows),
  }),
)

const policy = variants<Policy, 'kind'>('kind', {
  'first-come-first-served': record({}),
  manual: record({}),
  lottery: record({ until: time, commitment: yamfHashHex }),
  token: record({ resource: entryHash }),
  external: record({ url: webUrl }),
})

const bufferLength = integer(0, MAX_BUFFER)

const resourceFields: Fields<ResourceFields> = {
  title: words(TEXT.title),
  description: optional(text(TEXT.description)),
  kind: oneOf('place', 'thing', 'skill', 'ticket'),
  location: optional(location),
  tags: optional(tags),
  images: optional(list(blobRef, ITEMS.images)),
  availability,
  capacity: optional(integer(1, MAX_QUANTITY)),
  buffer: optional(record({ before: bufferLength, after: bufferLength })),
  policy,
  requires: optional(list(entryHash, ITEMS.requires)),
  message: optional(text(TEXT.note)),
  audience: optional(oneOf('public', 'members')),
}

export const resourceCreate: Shape<Body<ResourceCreate>> = record<Body<ResourceCreate>>({
  ...resourceFields,
  origin: optional(entryHash),
})
export const resourceUpdate: Shape<Body<ResourceUpdate>> = record<Body<ResourceUpdate>>({
  resource: entryHash,
  set: record(partial(resourceFields)),
  unset: optional(fieldNames('location')),
})
export const resourceRetire: Shape<Body<ResourceRetire>> = record<Body<ResourceRetire>>({
  resource: entryHash,
  reason: optional(text(TEXT.note)),
})

/** The start of an interval: an end after it must still exist. */
export const start: Shape<number> = integer(0, MAX_TIME - 1)
export const quantity: Shape<number> = integer(1, MAX_QUANTITY)

/** What the owner of a lottery committed to; shown with its answers. */
const drawNonce = hex(32)

export const authorizationGrant: Shape<Body<AuthorizationGrant>> = record<Body<AuthorizationGrant>>(
  {
    request: entryHash,
    resource: entryHash,
    from: start,
    to: time,
    quantity: optional(quantity),
    by: words(TEXT.by),
    replaces: optional(entryHash),
    note: optional(text(TEXT.note)),
    draw: optional(drawNonce),
  },
  inverted,
)
export const authorizationDeny: Shape<Body<AuthorizationDeny>> = record<Body<AuthorizationDeny>>({
  request: entryHash,
  by: words(TEXT.by),
  reason: optional(text(TEXT.note)),
  draw: optional(drawNonce),
})
const ending: Fields<Body<AuthorizationRevoke>> = { grant: entryHash, reason: optional(text(TEXT.note)) }
export const authorizationRevoke: Shape<Body<AuthorizationRevoke>> = record(ending)
export const authorizationRelease: Shape<Body<AuthorizationRelease>> = record(ending)
export const authorizationHold: Shape<Body<AuthorizationHold>> = record<Body<AuthorizationHold>>(
  { resource: entryHash, from: start, to: time, quantity: optional(quantity), note: optional(text(TEXT.note)) },
  inverted,
)
