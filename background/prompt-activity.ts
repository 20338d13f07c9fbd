// A prompt that was settled, as an item of the list of what sites did (options, Web sites).

import { noteActivity, type SiteActivity } from '../src/adapters/dexie/site-activity.ts'
import type { ApprovalRow, Database } from '../src/adapters/dexie/schema.ts'
import { decodeOperation } from '../src/operations/codec.ts'
import type { EventRow } from '../src/festival/views.ts'
import type { ObjectId } from '../src/operations/ids.ts'
import type { Operation } from '../src/operations/operation.ts'
import { decodeInvite } from '../src/festival/invite.ts'

/** What the prompt was about, before it is known what becomes of it. */
export async function promptActivity(db: Database, row: ApprovalRow): Promise<Omit<SiteActivity, 'at' | 'state'>> {
  const { origin, container, persona, kind } = row
  const payloads = row.items?.map(([first]) => first) ?? [row.payload]
  const first = payloads[0] === undefined ? undefined : decodeOperation(payloads[0])
  const about = first?.ok === true ? await aboutOperation(db, first.value) : await aboutInvite(row)
  return {
    origin,
    container,
    what: kind,
    ...(persona === undefined ? {} : { persona }),
    ...about,
    ...(payloads.length > 1 ? { count: payloads.length } : {}),
  }
}

/** An entry that was written for a site without a question. */
export async function noteAlone(
  db: Database,
  site: Pick<SiteActivity, 'origin' | 'container' | 'at'> & Pick<Required<SiteActivity>, 'persona'>,
  operation: Operation,
  written: { id: SiteActivity['entry']; seqNum: number },
): Promise<void> {
  const { origin, container, persona, at } = site
  const what = operation.op.startsWith('authorization.') ? 'authorize' : 'publish'
  const about = await aboutOperation(db, operation)
  const entry = written.id === undefined ? {} : { entry: written.id, seqNum: written.seqNum }
  await noteActivity(db, { at, origin, container, what, state: 'alone', persona, ...about, ...entry })
}

type About = Pick<SiteActivity, 'op' | 'title' | 'festival'>

async function aboutOperation(db: Database, operation: Operation): Promise<About> {
  const { op } = operation
  if ('title' in operation) return { op, title: operation.title }
  const request = 'request' in operation ? await db.requests.get(operation.request) : undefined
  const resource = 'resource' in operation ? operation.resource : request?.resource
  const row = resource === undefined ? await eventOf(db, operation) : await db.resources.get(resource)
  return row === undefined ? { op } : { op, title: row.title, festival: row.festival }
}

async function eventOf(db: Database, operation: Operation): Promise<EventRow | undefined> {
  const id: ObjectId | undefined = 'event' in operation ? operation.event : undefined
  return id === undefined ? undefined : db.events.get(id)
}

async function aboutInvite({ kind, params }: ApprovalRow): Promise<About> {
  const text: unknown = kind === 'join' ? (params as { invite?: unknown }).invite : undefined
  const invite = typeof text === 'string' ? await decodeInvite(text) : undefined
  return invite?.ok === true ? { title: invite.value.title, festival: invite.value.festival } : {}
}
