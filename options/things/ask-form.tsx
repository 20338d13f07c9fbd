// Asking for a thing: an event that needs it, at the next time at which it is free.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { NewEventForm } from '../../ui/event/new-event-form.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { FormCard } from '../form-card.tsx'
import { whenDone } from '../section-route.ts'
import { thingAddress } from './thing-address.ts'

const MINUTES_15_MS = 900_000
const HOUR_MS = 3_600_000

export function AskForm(props: {
  festival: FestivalOverview
  resource: ResourceRow
  node: NodeState
  /** The next hour in which it is free; undefined when nobody knows one. */
  next: Interval | undefined
}): JSX.Element {
  const { festival, resource, node, next } = props
  const interval = next && startOn(next)
  const toPage = (): (() => void) => {
    const goOn = whenDone()
    return () => goOn(thingAddress(resource.id))
  }
  return (
    <NewEventForm
      node={node}
      festival={festival}
      start={{ needs: { [resource.id]: { quantity: 1, required: true } }, ...(interval && { interval }) }}
      Frame={FormCard}
      whenDone={toPage}
    />
  )
}

/** Nobody begins at 14:07: the next quarter of an hour. */
function startOn({ from }: Interval): Interval {
  const start = Math.ceil(from / MINUTES_15_MS) * MINUTES_15_MS
  return { from: start, to: start + HOUR_MS }
}
