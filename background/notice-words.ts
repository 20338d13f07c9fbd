// What notifications say. Titles and names are other people's words: cut, and without hidden characters.

import { visibleText } from '../src/festival/hidden-characters.ts'
import type { NoticeKind } from '../src/festival/notices.ts'
import type { AnswerRow } from '../src/festival/views.ts'

const MAX_LENGTH = 60

export interface NoticeSubject {
  /** Who asks, or who answers; undefined when they have no name here. */
  name: string | undefined
  thing: string
  event: string | undefined
  answer?: Pick<AnswerRow, 'kind' | 'state'>
}

export interface NoticeText {
  title: string
  message: string
}

type GetMessage = (key: string, substitutions?: string[]) => string

/** One sentence for all that is new of a kind. */
export function noticeText(getMessage: GetMessage, kind: NoticeKind, count: number, first: NoticeSubject): NoticeText {
  const thing = quoted(first.thing)
  const name = first.name === undefined ? getMessage('noticeSomebody') : quoted(first.name)
  const event = first.event === undefined ? '' : getMessage('noticeFor', [quoted(first.event)])
  if (count > 1) {
    const form = new Intl.PluralRules(getMessage('localeTag')).select(count)
    const title =
      getMessage(`${SEVERAL[kind]}_${form}`, [String(count)]) || getMessage(`${SEVERAL[kind]}_other`, [String(count)])
    return { title, message: getMessage('noticeAmongThem', [thing]) }
  }
  return { title: getMessage(oneOf(kind, first), [name, thing]), message: event }
}

const SEVERAL: Readonly<Record<NoticeKind, string>> = {
  requests: 'noticeRequests',
  moves: 'noticeMoves',
  answers: 'noticeAnswers',
  promotions: 'noticePromotions',
}

function oneOf(kind: NoticeKind, { answer }: NoticeSubject): string {
  if (kind === 'requests') return 'noticeRequest'
  if (kind === 'moves') return 'noticeMove'
  if (kind === 'promotions') return 'noticePromotion'
  if (answer?.state === 'ended') return 'noticeTakenBack'
  return answer?.kind === 'grant' ? 'noticeGranted' : 'noticeDeclined'
}

function quoted(text: string): string {
  const seen = visibleText(text).trim()
  const cut = Array.from(seen).slice(0, MAX_LENGTH).join('')
  return `\u2068${cut.length < seen.length ? `${cut}…` : cut}\u2069`
}
