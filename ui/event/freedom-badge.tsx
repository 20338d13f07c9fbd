// Whether something is to be had at the time of an event, as a word and a shape.
import type { JSX } from 'preact'
import { Badge } from '../badge.tsx'
import { t } from '../i18n.ts'
import type { Freedom } from './use-offers.ts'

export function FreedomBadge({ state }: { state: Freedom }): JSX.Element {
  switch (state) {
    case 'free':
      return <Badge tone="granted">{t('free')}</Badge>
    case 'asked':
      return (
        <Badge tone="waiting" icon="swap">
          {t('askedToo')}
        </Badge>
      )
    case 'taken':
      return (
        <Badge tone="calm" icon="minus">
          {t('takenBadge')}
        </Badge>
      )
    case 'closed':
      return (
        <Badge tone="calm" icon="minus">
          {t('closedBadge')}
        </Badge>
      )
  }
}
