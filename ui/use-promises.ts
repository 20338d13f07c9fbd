// What stands in the calendar of one resource from now on: grants with the event that they are for, and own use.
import { readAnswersBetween } from '../src/adapters/dexie/answers-between.ts'
import type { AnswerRow, EventRow } from '../src/festival/views.ts'
import type { ObjectId } from '../src/operations/ids.ts'
import { MAX_TIME } from '../src/operations/shape.ts'
import { useLive } from './use-live.ts'

export interface Promised {
  answer: AnswerRow
  /** Absent for own use, and while it has not arrived. */
  event: EventRow | undefined
}

/** By their start; undefined until they are read. */
export function usePromises(resource: ObjectId): Promised[] | undefined {
  return useLive(
    async (db) => {
      const answers = await readAnswersBetween(db, { resource }, { from: Date.now(), to: MAX_TIME })
      const requests = await db.requests.bulkGet(answers.flatMap(({ request }) => request ?? []))
      const eventOf = new Map(requests.flatMap((row) => (row === undefined ? [] : [[row.id, row.event]])))
      const events = await db.events.bulkGet([...new Set(eventOf.values())])
      const byId = new Map(events.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
      return answers
        .map((answer) => ({ answer, event: byId.get(eventOf.get(answer.request ?? answer.id) ?? answer.id) }))
        .sort((a, b) => a.answer.from - b.answer.from)
    },
    [resource],
  )
}
