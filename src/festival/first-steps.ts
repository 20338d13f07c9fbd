// What somebody who tries a demo festival has done already: read from the rows, whoever pressed whatever.

import type { EntryHash, ObjectId, PublicKey } from '../operations/ids.ts'
import { eventOverviews, type FestivalRows } from './overview.ts'

/** In the order in which they are told. */
export const FIRST_STEPS = ['answer', 'offer', 'event', 'dots', 'mark'] as const

/**
 * answer: a request of somebody is answered, or about to be · offer: something is lent that was not there to begin with ·
 * event: an event asks for something · dots: somebody granted it · mark: an event is marked for oneself.
 */
export type FirstStep = (typeof FIRST_STEPS)[number]

export interface Tried {
  rows: FestivalRows
  /** Everybody that the person is there. */
  mine: readonly PublicKey[]
  /** Requests whose answers are given and not signed yet. */
  held: readonly ObjectId[]
  marked: readonly EntryHash[]
}

/** `now` in UTC ms. */
export function stepsDone({ rows, mine, held, marked }: Tried, now: number): Set<FirstStep> {
  const isMine = (key: PublicKey): boolean => mine.includes(key)
  const events = eventOverviews(rows, now).filter(({ event, lines }) => isMine(event.author) && lines.length > 0)
  const lent = [...rows.resources.values()].filter(({ owner }) => isMine(owner))
  const hasAnswered = rows.answers.some(({ owner, request }) => isMine(owner) && request !== undefined)
  const isDone: Readonly<Record<FirstStep, boolean>> = {
    answer: hasAnswered || rows.requests.some(({ id }) => held.includes(id)),
    // One thing is lent for them.
    offer: lent.length > 1,
    event: events.length > 0,
    dots: events.some(({ lines }) => lines.some(({ state }) => state === 'granted')),
    mark: marked.some((event) => rows.events.has(event)),
  }
  return new Set(FIRST_STEPS.filter((step) => isDone[step]))
}
