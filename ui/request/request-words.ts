// Sentences about a waiting request, shared by its card and its row.
import type { InboxItem } from '../../src/festival/overview.ts'
import type { ToldReason } from '../../src/festival/waits-for-person.ts'
import type { People } from '../use-people.ts'
import { visibleText } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { personName } from '../persona-title.ts'

/** The event's title, or the one that the request carries while the event has not arrived. */
export function eventTitle({ event, request }: Pick<InboxItem, 'event' | 'request'>): string {
  const title = event?.title ?? request.eventTitle
  return title === undefined ? t('eventUnknown') : visibleText(title)
}

export function askerName(item: InboxItem, people: People): string {
  return personName(item.request.author, people[item.request.author])
}

/** Why the policy of a thing gave a request back to its owner. */
export const LEFT_WORDS: Readonly<Record<ToldReason, string>> = {
  'nonce-lost': 'leftNonce',
  'draw-lost': 'leftDraw',
  'no-site': 'leftSite',
  'no-policy': 'leftPolicy',
  'policy-failed': 'leftFailed',
  'other-log': 'leftLog',
  'event-elsewhere': 'leftElsewhere',
}
