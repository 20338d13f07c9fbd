// Making an event in the popup.
import type { JSX } from 'preact'
import { NewEventForm } from '../../ui/event/new-event-form.tsx'
import type { ViewProps } from '../app.tsx'
import { FromToday, toToday } from './from-today.tsx'

export function NewEvent({ node, festival, say }: ViewProps): JSX.Element {
  return <NewEventForm node={node} festival={festival} Frame={FromToday} whenDone={toToday(say)} />
}
