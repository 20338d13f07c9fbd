// Shapes of the operations about events and their requests (DESIGN 4.3).

import { blobRef, inverted, tags, type Body } from './festival-schema.ts'
import { ITEMS, TEXT } from './limits.ts'
import type {
  EventCancel,
  EventCreate,
  EventFields,
  EventUpdate,
  Link,
  RequestCreate,
  RequestWithdraw,
} from './operation.ts'
import { list, optional, partial, record, type Fields } from './record-shape.ts'
import { quantity, start } from './resource-schema.ts'
import { bool, entryHash, oneOf, text, time, webUrl, words, type Shape } from './shape.ts'

const link = record<Link>({ title: optional(text(TEXT.title)), url: webUrl })

const eventFields: Fields<EventFields> = {
  title: words(TEXT.title),
  description: optional(text(TEXT.description)),
  from: start,
  to: time,
  tags: optional(tags),
  links: optional(list(link, ITEMS.links)),
  images: optional(list(blobRef, ITEMS.images)),
  audience: optional(oneOf('public', 'members')),
  series: optional(text(TEXT.series)),
}

export const eventCreate: Shape<Body<EventCreate>> = record<Body<EventCreate>>(eventFields, inverted)
export const eventUpdate: Shape<Body<EventUpdate>> = record<Body<EventUpdate>>({
  event: entryHash,
  set: record<EventUpdate['set']>(partial(eventFields), inverted),
})
export const eventCancel: Shape<Body<EventCancel>> = record<Body<EventCancel>>({
  event: entryHash,
  reason: optional(text(TEXT.note)),
})
export const requestCreate: Shape<Body<RequestCreate>> = record<Body<RequestCreate>>(
  {
    event: entryHash,
    eventFestival: optional(entryHash),
    eventTitle: optional(text(TEXT.title)),
    resource: entryHash,
    from: start,
    to: time,
    quantity: optional(quantity),
    required: optional(bool),
    message: optional(text(TEXT.note)),
    supersedes: optional(entryHash),
    alternativeTo: optional(entryHash),
    expires: optional(time),
  },
  inverted,
)
export const requestWithdraw: Shape<Body<RequestWithdraw>> = record<Body<RequestWithdraw>>({
  request: entryHash,
  reason: optional(text(TEXT.note)),
})
