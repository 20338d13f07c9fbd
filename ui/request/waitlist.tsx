// Who asked for what is given to somebody else for that time: nobody has to answer them now, and they can get it when it is free.
import type { JSX } from 'preact'
import { t } from '../i18n.ts'
import { keyOf, type InboxGroup, type Place } from './group-inbox.ts'
import { RequestRow } from './request-row.tsx'

export function Waitlist(props: {
  groups: readonly InboxGroup[]
  /** False while more waits than was read: then nobody knows how many are on the list. */
  isWhole: boolean
  placeOf: (group: InboxGroup) => Place
  onOpen: (group: InboxGroup) => void
}): JSX.Element | null {
  const { groups, placeOf, onOpen } = props
  if (groups.length === 0) return null
  return (
    <section class="stack waitlist" data-test="waitlist">
      <h2 class="row">
        {t('waitlistTitle')} {props.isWhole && <span class="count">{groups.length}</span>}
      </h2>
      <p class="small soft">{t('waitlistText')}</p>
      {groups.map((group) => (
        <RequestRow key={keyOf(group)} group={group} {...placeOf(group)} onOpen={() => onOpen(group)} />
      ))}
    </section>
  )
}
