// What somebody typed about a thing itself, as fields of an operation (DESIGN §4.3), or which field makes no sense.
import type { ResourceRow } from '../../src/festival/views.ts'
import { MAX_BUFFER, MAX_QUANTITY } from '../../src/operations/limits.ts'
import type { Audience, Buffer, ResourceFields, ResourceKind } from '../../src/operations/operation.ts'

export interface ThingValues {
  title: string
  kind: ResourceKind
  capacity: string
  /** Minutes that it takes to prepare it, and to bring it back in order. */
  before: string
  after: string
  description: string
  message: string
  audience: Audience
}

export const NO_THING: ThingValues = {
  title: '',
  kind: 'thing',
  capacity: '1',
  before: '0',
  after: '0',
  description: '',
  message: '',
  audience: 'public',
}

/** What a thing says of itself besides its kind, where, when and by whom it is had. */
export type Said = Required<
  Pick<ResourceFields, 'title' | 'capacity' | 'buffer' | 'description' | 'message' | 'audience'>
>

export type ReadThing = { ok: true; said: Said } | { ok: false; wrong: 'title' | 'capacity' | 'before' | 'after' }

const MINUTE_MS = 60_000
const MOST_MINUTES = MAX_BUFFER / MINUTE_MS

export function readThing(values: ThingValues): ReadThing {
  const title = values.title.trim()
  if (title === '') return { ok: false, wrong: 'title' }
  const capacity = whole(values.capacity, 1, MAX_QUANTITY)
  if (capacity === undefined) return { ok: false, wrong: 'capacity' }
  const before = whole(values.before, 0, MOST_MINUTES)
  if (before === undefined) return { ok: false, wrong: 'before' }
  const after = whole(values.after, 0, MOST_MINUTES)
  if (after === undefined) return { ok: false, wrong: 'after' }
  const buffer: Buffer = { before: before * MINUTE_MS, after: after * MINUTE_MS }
  const { audience } = values
  const [description, message] = [values.description.trim(), values.message.trim()]
  return { ok: true, said: { title, capacity, buffer, description, message, audience } }
}

/** What somebody would have typed for a thing. */
export function typedThing(resource: ResourceRow): ThingValues {
  const { title, kind, capacity, buffer, description = '', message = '', audience } = resource
  const minutes = (ms: number): string => String(Math.round(ms / MINUTE_MS))
  return {
    title,
    kind,
    capacity: String(capacity),
    before: minutes(buffer.before),
    after: minutes(buffer.after),
    description,
    message,
    audience,
  }
}

function whole(text: string, least: number, most: number): number | undefined {
  const number = Number(text)
  return text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most ? number : undefined
}
