// Whether something new is told by a notification of the browser now, later, or not at all. Pure: what is told, and how, is in
// notices.ts. However much comes, a kind is told at most once a minute, as one sentence.

import type { NoticeKind, QuietHours } from '../src/festival/notices.ts'

/** A kind that was told is not told again before so many ms. */
export const MIN_BETWEEN_MS = 60_000

export interface NoticeSituation {
  /** How much is new, by kind. */
  readonly news: Readonly<Partial<Record<NoticeKind, number>>>
  /** Kinds that the person does not want. */
  readonly off: readonly NoticeKind[]
  readonly quiet: QuietHours | undefined
  /** When each kind was told last, UTC ms. */
  readonly toldAt: Readonly<Partial<Record<NoticeKind, number>>>
  /** UTC ms, and the minute of the day on the person's clock. */
  readonly now: number
  readonly minute: number
}

export interface NoticeDecision {
  /** Told now. */
  readonly tell: NoticeKind[]
  /** Counted as told without being so. */
  readonly drop: NoticeKind[]
  /** When to look again, UTC ms, because something new may not be told yet. */
  readonly again?: number
}

export function decideNotices(situation: NoticeSituation): NoticeDecision {
  const { news, off, quiet, toldAt, now, minute } = situation
  const kinds = Object.entries(news).flatMap(([kind, count]) => (count > 0 ? [kind as NoticeKind] : []))
  const drop = kinds.filter((kind) => off.includes(kind))
  const wanted = kinds.filter((kind) => !off.includes(kind))
  if (wanted.length === 0) return { tell: [], drop }
  if (quiet !== undefined && isQuiet(minute, quiet)) {
    return { tell: [], drop, again: now + minutesUntil(minute, quiet.to) * 60_000 }
  }
  const nextOf = (kind: NoticeKind): number => {
    const last = toldAt[kind]
    // A clock that was put back must not silence anything for longer.
    return last === undefined || last > now ? now : last + MIN_BETWEEN_MS
  }
  const tell = wanted.filter((kind) => nextOf(kind) <= now)
  const later = wanted.filter((kind) => nextOf(kind) > now).map(nextOf)
  return { tell, drop, ...(later.length === 0 ? {} : { again: Math.min(...later) }) }
}

/** Half-open, over midnight when the end is before the beginning; never when both are the same. */
export function isQuiet(minute: number, { from, to }: QuietHours): boolean {
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to
}

function minutesUntil(minute: number, to: number): number {
  return (to - minute + 1440) % 1440 || 1440
}
