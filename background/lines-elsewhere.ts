// Lines of my event that ask for things of another festival stand in a log of that festival (DESIGN 5.6), where its people may
// not follow the event: a move or a cancellation is said there too, in an append of its own per festival.

import { err, ok, type Result } from '../src/bamboo/result.ts'
import type { EventLine } from '../src/festival/overview.ts'
import { linesToAskAgain } from '../src/festival/moved-line.ts'
import type { EventRow } from '../src/festival/views.ts'
import type { Step } from '../src/log/publication.ts'
import type { FestivalId, ObjectId } from '../src/operations/ids.ts'
import type { PanelError } from '../messages/panel.ts'
import { append } from './append.ts'
import type { Context } from './context.ts'
import { readEventLines } from './event-lines.ts'
import { memberOf } from './membership.ts'
import { askedAgain, requestOperation } from './request-lines.ts'

/** Asks again for what an event that just moved needs elsewhere; the new requests. `command` names the move. */
export async function askElsewhere(
  context: Context,
  event: ObjectId,
  command: string,
): Promise<Result<ObjectId[], PanelError>> {
  const at = context.clock.now()
  return inEach(context, event, `${command}/again`, (row, lines) => {
    const before = row.was?.at(-1)
    if (before === undefined) return []
    const { was = [] } = row
    return linesToAskAgain(lines, { ...before, was }, row).map(({ request, interval }): Step => {
      return () => requestOperation(askedAgain(request, at), interval, event, at)
    })
  })
}

/** Withdraws the lines of a cancelled event elsewhere. */
export async function withdrawElsewhere(
  context: Context,
  event: ObjectId,
  command: string,
  reason: string | undefined,
): Promise<Result<unknown, PanelError>> {
  const at = context.clock.now()
  return inEach(context, event, `${command}/withdraw`, (_row, lines) => {
    const standing = lines.filter(({ request }) => request.withdrawn === undefined)
    return standing.map(({ request }): Step => {
      return () => ({ v: 1, op: 'request.withdraw', at, request: request.id, ...(reason ? { reason } : {}) })
    })
  })
}

async function inEach(
  context: Context,
  id: ObjectId,
  command: string,
  stepsFor: (event: EventRow, lines: readonly EventLine[]) => Step[],
): Promise<Result<ObjectId[], PanelError>> {
  const event = await context.db.events.get(id)
  if (event === undefined) return err({ code: 'unknown-event' })
  const lines = await readEventLines(context.db, event, context.clock.now())
  const written: ObjectId[] = []
  for (const [festival, there] of byFestival(event, lines)) {
    const member = await memberOf(context, festival)
    const steps = stepsFor(event, there)
    if (!member.ok || steps.length === 0) continue
    const appended = await append(context, {
      id: `${command}/${festival}`,
      persona: member.value.persona,
      festival,
      prepare: async () => ok(steps),
      changes: { objects: there.map(({ request }) => request.id), by: 'person' },
    })
    if (!appended.ok) return appended
    written.push(...appended.value.map((receipt) => receipt.id))
  }
  return ok(written)
}

function byFestival(event: EventRow, lines: readonly EventLine[]): Map<FestivalId, EventLine[]> {
  const places = new Map<FestivalId, EventLine[]>()
  for (const line of lines) {
    const { festival } = line.request
    if (festival !== event.festival) places.set(festival, [...(places.get(festival) ?? []), line])
  }
  return places
}
