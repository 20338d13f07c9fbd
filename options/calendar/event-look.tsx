// How an event looks in a calendar: yellow, hatched while not confirmed, struck when it was called off; and who says what of it.
import type { JSX } from 'preact'
import type { EventOverview } from '../../src/festival/overview.ts'
import { placesOf } from '../../src/festival/place-lanes.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { Dots } from '../../ui/dots.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { Heart } from '../../ui/heart.tsx'
import { list, t } from '../../ui/i18n.ts'
import { dotStates } from '../../ui/line-dots.ts'
import { MembersSign } from '../../ui/members-sign.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { isConfirmed } from './filters.ts'

export function lookOf(overview: EventOverview): string {
  if (overview.event.cancelled !== undefined) return 'event cancelled'
  return isConfirmed(overview) ? 'event' : 'event hatched'
}

/** Its dots, and that it is marked, or for members only. */
export function EventSigns({ overview, marked }: { overview: EventOverview; marked: boolean }): JSX.Element {
  return (
    <>
      {marked && (
        <>
          <span class="spoken">{t('favouriteIs')}</span>
          <Heart holders={3} size="small" />
        </>
      )}
      <MembersSign audience={overview.event.audience} brief />
      {overview.event.cancelled === undefined && <Dots states={dotStates(overview.lines)} size="small" />}
    </>
  )
}

export function CancelledWords({ overview }: { overview: EventOverview }): JSX.Element | null {
  const { cancelled } = overview.event
  if (cancelled === undefined) return null
  return (
    <span class="small">
      {t('eventCancelled')} {cancelled.reason && <SafeText text={cancelled.reason} />}
    </span>
  )
}

/** "Hall B and Garden"; empty for an event without a place, or at no other than `but`. */
export function placeNames(overview: EventOverview, but?: ResourceRow): string {
  const others = placesOf(overview).filter(({ id }) => id !== but?.id)
  const names = others.map(({ title }) => isolated(title))
  return names.length === 0 ? '' : list(names)
}
