// Who asked for what is given to somebody else for that time: nobody has to answer them now, and they can get it when it is free.
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { usePaged } from '../../ui/use-paged.ts'
import { keyOf, type InboxGroup, type Place } from '../group-inbox.ts'
import { RequestRow } from './request-row.tsx'

export function Waitlist(props: {
  groups: readonly InboxGroup[]
  placeOf: (group: InboxGroup) => Place
  onOpen: (group: InboxGroup) => void
}): JSX.Element | null {
  const { groups, placeOf, onOpen } = props
  const paged = usePaged(groups)
  if (groups.length === 0) return null
  return (
    <section class="stack waitlist" data-test="waitlist">
      <h2 class="row">
        {t('waitlistTitle')} <span class="count">{groups.length}</span>
      </h2>
      <p class="small soft">{t('waitlistText')}</p>
      {paged.shown.map((group) => (
        <RequestRow key={keyOf(group)} group={group} {...placeOf(group)} onOpen={() => onOpen(group)} />
      ))}
      <MoreButton paged={paged} test="waitlist-more" />
    </section>
  )
}
