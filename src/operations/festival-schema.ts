// Shapes of the operations about festivals, logs and people (DESIGN 4.3).

import { ITEMS, MAX_BLOB, MAX_SIDE, MAX_THUMBNAIL, TEXT } from './limits.ts'
import type {
  BlobId,
  BlobRef,
  FestivalCreate,
  FestivalFields,
  FestivalHeads,
  FestivalJoin,
  FestivalList,
  FestivalUnlist,
  FestivalUpdate,
  LogContinue,
  LogHead,
  LogName,
  ProfileSet,
  ProgrammePublish,
  Retract,
} from './operation.ts'
import { fieldNames, list, optional, partial, record, type Fields } from './record-shape.ts'
import { entryHash, hex, integer, oneOf, publicKey, text, time, u64, words, yamfHashHex, type Shape } from './shape.ts'

/** An operation without the fields that all operations have. */
export type Body<Op> = Omit<Op, 'v' | 'op' | 'at'>

/** The fault of an interval whose end is not after its start; an open end is no fault. */
export function inverted(value: { from?: number; to?: number }): string | undefined {
  return value.from !== undefined && value.to !== undefined && value.from >= value.to ? 'to' : undefined
}

export const tags: Shape<string[]> = list(words(TEXT.tag), ITEMS.tags)

const side = optional(integer(1, MAX_SIDE))

export const blobRef: Shape<BlobRef> = record<BlobRef>(
  {
    hash: yamfHashHex,
    size: integer(1, MAX_BLOB),
    type: words(TEXT.mediaType),
    alt: optional(text(TEXT.alt)),
    width: side,
    height: side,
    thumbnail: optional(record<BlobId>({ hash: yamfHashHex, size: integer(1, MAX_THUMBNAIL) })),
  },
  ({ width, height }) => ((width === undefined) === (height === undefined) ? undefined : 'height'),
)

const seqNum = integer(1, Number.MAX_SAFE_INTEGER)
const logName: Fields<LogName> = { author: publicKey, logId: u64 }
const heads = list(record<LogHead>({ ...logName, seqNum, hash: entryHash }), ITEMS.heads)

const festivalFields: Fields<FestivalFields> = {
  title: words(TEXT.title),
  description: optional(text(TEXT.description)),
  timezone: words(TEXT.timezone),
  from: optional(time),
  to: optional(time),
  place: optional(text(TEXT.place)),
  tags: optional(tags),
  eventTicket: optional(entryHash),
}

export const festivalCreate: Shape<Body<FestivalCreate>> = record<Body<FestivalCreate>>(
  {
    ...festivalFields,
    visibility: oneOf('open', 'closed'),
    parent: optional(entryHash),
    forkOf: optional(record({ festival: entryHash, heads })),
    nonce: hex(16),
  },
  inverted,
)
export const festivalUpdate: Shape<Body<FestivalUpdate>> = record<Body<FestivalUpdate>>({
  set: record<FestivalUpdate['set']>(partial(festivalFields), inverted),
  unset: optional(fieldNames('from', 'to', 'eventTicket')),
})
export const festivalList: Shape<Body<FestivalList>> = record<Body<FestivalList>>({ festival: entryHash })
export const festivalUnlist: Shape<Body<FestivalUnlist>> = record<Body<FestivalUnlist>>({ festival: entryHash })
export const festivalHeads: Shape<Body<FestivalHeads>> = record<Body<FestivalHeads>>({ heads })
export const festivalJoin: Shape<Body<FestivalJoin>> = record<Body<FestivalJoin>>({
  festival: entryHash,
  invitedBy: optional(publicKey),
})
export const logContinue: Shape<Body<LogContinue>> = record<Body<LogContinue>>({
  log: record(logName),
  head: record({ seqNum, hash: entryHash }),
})
export const profileSet: Shape<Body<ProfileSet>> = record<Body<ProfileSet>>({
  name: optional(text(TEXT.name)),
  about: optional(text(TEXT.note)),
  contact: optional(text(TEXT.contact)),
  picture: optional(blobRef),
  successor: optional(publicKey),
})
export const programmePublish: Shape<Body<ProgrammePublish>> = record<Body<ProgrammePublish>>({
  title: words(TEXT.title),
  events: list(
    record<ProgrammePublish['events'][number]>({ event: entryHash, note: optional(text(TEXT.note)) }),
    ITEMS.programme,
  ),
})
export const retract: Shape<Body<Retract>> = record<Body<Retract>>({ entry: entryHash })
