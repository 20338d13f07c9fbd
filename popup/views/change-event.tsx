// Changing an event of mine in the popup.
import type { JSX } from 'preact'
import { ChangeEventForm } from '../../ui/event/change-event-form.tsx'
import { useOwnEvent } from '../../ui/event/use-own-event.ts'
import { t } from '../../ui/i18n.ts'
import type { ViewProps } from '../app.tsx'
import { FromToday, toToday } from './from-today.tsx'
import { ViewHead } from './view-head.tsx'

export function ChangeEvent({ about, node, festival, say }: ViewProps & { about: string }): JSX.Element {
  const own = useOwnEvent(about, [festival], node.mine)
  if (own === undefined) return <ViewHead title={t('eventChangeTitle')} back="today" />
  return <ChangeEventForm key={own.overview.event.id} {...own} Frame={FromToday} say={say} whenDone={toToday(say)} />
}
