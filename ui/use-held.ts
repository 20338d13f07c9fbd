// What was answered and is not signed yet: by press, the newest first, in words.
import { readHeld } from '../src/adapters/dexie/held-answer-rows.ts'
import type { Database, HeldAnswerRow } from '../src/adapters/dexie/schema.ts'
import { isolated } from './hidden-characters.ts'
import { plural, t } from './i18n.ts'
import { personName } from './persona-title.ts'
import { useLive } from './use-live.ts'
import { loadPeople } from './use-people.ts'

export interface HeldBatch {
  batch: string
  /** When the press was, and when the last of it will be signed, UTC ms. */
  at: number
  due: number
  words: string
}

export function useHeld(): HeldBatch[] {
  return useLive(readBatches) ?? []
}

async function readBatches(db: Database): Promise<HeldBatch[]> {
  const byBatch = new Map<string, HeldAnswerRow[]>()
  for (const row of await readHeld(db)) byBatch.set(row.batch, [...(byBatch.get(row.batch) ?? []), row])
  const batches = await Promise.all([...byBatch].map(([batch, rows]) => batchOf(db, batch, rows)))
  return batches.sort((a, b) => b.at - a.at)
}

async function batchOf(db: Database, batch: string, rows: readonly HeldAnswerRow[]): Promise<HeldBatch> {
  const at = Math.max(...rows.map((row) => row.at))
  const due = Math.max(...rows.map((row) => row.due))
  const [first] = rows
  const words = rows.length > 1 || first === undefined ? plural('heldSeveral', rows.length) : await heldWords(db, first)
  return { batch, at, due, words }
}

/** "Mareike gets Beamer Epson 4000." */
export async function heldWords(
  db: Database,
  { request: id, decision }: Pick<HeldAnswerRow, 'request' | 'decision'>,
): Promise<string> {
  const request = await db.requests.get(id)
  const resource = request && (await db.resources.get(request.resource))
  const people = request === undefined ? {} : await loadPeople(db, request.festival)
  const name = request === undefined ? t('festivalUnknown') : personName(request.author, people[request.author])
  const thing = resource?.title ?? t('thingUnknown')
  return t(decision === 'grant' ? 'heldGranted' : 'heldDenied', [isolated(name), isolated(thing)])
}
