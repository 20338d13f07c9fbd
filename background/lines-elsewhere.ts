// Lines of my event that ask for things of another festival stand in a log of that festival (DESIGN 5.6), where its people may
// not follow the event: a move or a cancellation is said there too, in an append of its own per festival. What there is to say
// is noted before the event's own entry is written, and whoever finds that entry says it (decision 0026).

import { err, ok, type Result } from '../src/bamboo/result.ts'
import { linesToAskAgain } from '../src/festival/moved-line.ts'
import { isSuperseded } from '../src/festival/request-chain.ts'
import type { EventRow } from '../src/festival/views.ts'
import type { FestivalId, ObjectId } from '../src/operations/ids.ts'
import type { Interval, Operation } from '../src/operations/operation.ts'
import type { PanelError } from '../messages/panel.ts'
import { OWN_APPENDS, append, type OwnReceipts } from './append.ts'
import type { Context } from './context.ts'
import { readEventLines } from './event-lines.ts'
import { memberAsMaker } from './membership.ts'
import { askedAgain, requestOperation } from './request-lines.ts'

/** Begins the ids of notes among the outcomes of commands; the command that they belong to follows. */
export const NOTED_ELSEWHERE = 'elsewhere:'

type Said = Extract<Operation, { op: 'request.create' | 'request.withdraw' }>

/** What has to be said about the lines of an event once its own entry is written. */
interface Note {
  readonly event: ObjectId
  readonly words: readonly { readonly festival: FestivalId; readonly said: Said }[]
}

type Here = Pick<Context, 'db' | 'clock'>

/** Notes what an event needs elsewhere when it moves. To be called while `command` prepares the entry that moves it. */
export async function noteMove({ db, clock }: Here, event: EventRow, to: Interval, command: string): Promise<void> {
  const isMove = to.from !== event.from || to.to !== event.to
  const at = clock.now()
  const lines = isMove ? await readEventLines(db, event, at) : []
  const words = linesToAskAgain(lines, event, to).map(({ request, interval }) => {
    return { festival: request.festival, said: requestOperation(askedAgain(request, at), interval, event.id, at) }
  })
  await note({ db, clock }, event, words, command)
}

/** Notes that the lines of an event elsewhere are withdrawn when it is cancelled. */
export async function noteCancellation(
  { db, clock }: Here,
  event: EventRow,
  reason: string | undefined,
  command: string,
): Promise<void> {
  const at = clock.now()
  const lines = await readEventLines(db, event, at)
  const standing = lines.filter(({ request }) => request.withdrawn === undefined)
  const words = standing.map(({ request: { id, festival } }) => {
    return { festival, said: { v: 1, op: 'request.withdraw', at, request: id, ...(reason ? { reason } : {}) } as const }
  })
  await note({ db, clock }, event, words, command)
}

async function note({ db, clock }: Here, event: EventRow, all: Note['words'], command: string): Promise<void> {
  const id = NOTED_ELSEWHERE + command
  const words = all.filter(({ festival }) => festival !== event.festival)
  const result: Note = { event: event.id, words }
  if (words.length > 0) await db.commands.put({ id, result, at: clock.now() })
  else await db.commands.delete(id)
}

/** Says what a command noted, if it wrote its entry; the new requests, also those that were written before. */
export async function finishElsewhere(context: Context, command: string): Promise<Result<ObjectId[], PanelError>> {
  const row = await context.db.commands.get(NOTED_ELSEWHERE + command)
  const said = row === undefined ? ok({}) : await finish(context, command, row.result as Note)
  if (!said.ok) return said
  const written = await context.db.commands.where('id').startsWith(appendId(command, '')).toArray()
  return ok(written.flatMap(({ result }) => (result as OwnReceipts).map(({ id }) => id)))
}

/** Says what is noted of an event, or of all: what workers that were killed left unsaid. The first failure, after all. */
export async function finishNoted(context: Context, event?: ObjectId): Promise<Result<unknown, PanelError>> {
  const rows = await context.db.commands.where('id').startsWith(NOTED_ELSEWHERE).sortBy('at')
  let failed: Result<unknown, PanelError> = ok({})
  for (const { id, result } of rows) {
    if (event !== undefined && (result as Note).event !== event) continue
    const said = await finish(context, id.slice(NOTED_ELSEWHERE.length), result as Note)
    if (!said.ok && failed.ok) failed = said
  }
  return failed
}

async function finish(context: Context, command: string, { words }: Note): Promise<Result<unknown, PanelError>> {
  if (!(await wasWritten(context, command))) return ok({})
  for (const festival of new Set(words.map((word) => word.festival))) {
    const said = words.flatMap((word) => (word.festival === festival ? [word.said] : []))
    const written = await say(context, appendId(command, festival), festival, said)
    if (!written.ok) return written
  }
  await context.db.commands.delete(NOTED_ELSEWHERE + command)
  return ok({})
}

/** Whether the entry is there that a note belongs to; a note without one says nothing, and goes. */
function wasWritten({ locks, store, db }: Context, command: string): Promise<boolean> {
  // Nobody is between the note and the entry while nobody appends.
  return locks.run(OWN_APPENDS, async () => {
    const isThere = (await store.commandResult(command)) !== undefined
    if (!isThere) await db.commands.delete(NOTED_ELSEWHERE + command)
    return isThere
  })
}

async function say(
  context: Context,
  id: string,
  festival: FestivalId,
  said: readonly Said[],
): Promise<Result<unknown, PanelError>> {
  const member = await memberAsMaker(context, festival, said[0] && aboutRequest(said[0]))
  // Who left it has no say there.
  if (!member.ok) return ok({})
  const written = await append(context, {
    id,
    persona: member.value.persona,
    festival,
    prepare: async () => {
      const still: Said[] = []
      for (const each of said) if (await isStillToSay(context, each)) still.push(each)
      return still.length === 0 ? err({ code: 'already-withdrawn' }) : ok(still.map((each) => () => each))
    },
    changes: { objects: said.flatMap((each) => aboutRequest(each) ?? []), by: 'person' },
  })
  return written.ok || written.error.code === 'already-withdrawn' ? ok({}) : written
}

/** Not when the line was withdrawn or went on meanwhile. */
async function isStillToSay({ db }: Here, said: Said): Promise<boolean> {
  const id = aboutRequest(said)
  const row = id === undefined ? undefined : await db.requests.get(id)
  if (row === undefined || row.withdrawn !== undefined) return false
  if (said.op === 'request.withdraw') return true
  return !isSuperseded(row, await db.requests.where('supersedes').equals(row.id).toArray())
}

function aboutRequest(said: Said): ObjectId | undefined {
  return said.op === 'request.withdraw' ? said.request : said.supersedes
}

function appendId(command: string, festival: FestivalId | ''): string {
  return `${command}/elsewhere/${festival}`
}
