// One person of a festival: names, how much of them is here, and what I may do about them.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Contribution } from '../../src/adapters/dexie/read-contributions.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { BlobRef } from '../../src/operations/operation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { formatAgo } from '../../ui/format.ts'
import { plural, t } from '../../ui/i18n.ts'
import { PersonInFull } from '../../ui/person.tsx'
import { personName, type Named } from '../../ui/persona-title.ts'
import { PersonBlock } from './person-block.tsx'
import { PersonNaming } from './person-naming.tsx'
import { PersonQuota } from './person-quota.tsx'

export interface PersonRowProps {
  held: Contribution
  festival: FestivalOverview
  profile: (Named & { picture?: BlobRef }) | undefined
  isMe: boolean
  /** What is folded out of this row may be seen. */
  open: boolean
  onOpen: (isOpen: boolean) => void
}

export function PersonRow({ held, festival, profile, isMe, open, onOpen }: PersonRowProps): JSX.Element {
  const { author } = held
  const [what, setWhat] = useState<'name' | 'block'>('name')
  const show = (next: 'name' | 'block'): void => {
    onOpen(!(open && what === next))
    setWhat(next)
  }
  const name = personName(author, profile)
  const close = (): void => onOpen(false)
  return (
    <li class="person-row" data-test="person" data-author={author} data-name={name} data-entries={held.entries}>
      <div class="row wrap">
        <span class="grow who">
          <PersonInFull publicKey={author} profile={profile} picture={profile?.picture} />
        </span>
        <span class="small soft amount">{amountWords(held)}</span>
        {isMe ? (
          <Badge tone="calm">{t('personMe')}</Badge>
        ) : (
          <span class="row">
            <Button look="line" size="small" test="person-name" onClick={() => show('name')}>
              {t('personName')}
            </Button>
            <Button look="line" size="small" test="person-block" onClick={() => show('block')}>
              {t('personBlock')}
            </Button>
          </span>
        )}
      </div>
      {held.isFull && <PersonQuota held={held} festival={festival.festival} name={name} />}
      {open && what === 'name' && <PersonNaming author={author} petname={profile?.petname} onDone={close} />}
      {open && what === 'block' && (
        <PersonBlock author={author} name={name} isFounder={festival.creator === author} onDone={close} />
      )}
    </li>
  )
}

function amountWords({ entries, lastAt }: Contribution): string {
  const amount = plural('countEntries', entries)
  if (lastAt === undefined) return amount
  const now = Date.now()
  return `${amount} · ${t('personLast', [formatAgo(Math.min(lastAt, now), now)])}`
}
