// The editor of an event in the app (mockup 05): the same form as in the popup, begun with what was drawn into the calendar.
import type { JSX } from 'preact'
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { dayAt } from '../../src/festival/zone-days.ts'
import { ChangeEventForm } from '../../ui/event/change-event-form.tsx'
import { type EventStart, NewEventForm } from '../../ui/event/new-event-form.tsx'
import { useOwnEvent } from '../../ui/event/use-own-event.ts'
import type { FormFrameProps, WhenDone } from '../../ui/form-frame.ts'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import { FormCard } from '../form-card.tsx'
import { whenDone as whenItIsDone } from '../section-route.ts'
import { calendarHref, type CalendarRoute } from './calendar-route.ts'

interface EditorProps {
  node: NodeState
  festival: FestivalOverview
  say: (words: string) => void
}

/** A new one, or one like another. */
export function NewEditor(
  props: EditorProps & { route: Extract<CalendarRoute, { view: 'new' } | { view: 'copy' | 'change' }> },
): JSX.Element | null {
  const { node, route, say } = props
  const about = route.view === 'new' ? undefined : route.event
  const like = useLive(
    async (db) => ({ overview: about === undefined ? undefined : await readEvent(db, about, Date.now()) }),
    [about],
  )
  if (like === undefined) return null
  const back = route.view === 'new' ? route.interval : like.overview?.event
  // A copy is made where the other one is, because what it asks for is there.
  const festival = allFestivals(node).find((each) => each.festival === like.overview?.event.festival) ?? props.festival
  return (
    <NewEventForm
      node={node}
      festival={festival}
      start={route.view === 'new' ? drawn(route) : copied(like.overview)}
      Frame={EditorFrame}
      whenDone={whenDone(say, back && dayAt(back.from, festival.timezone))}
    />
  )
}

/** Also of an event of a festival inside, which stands in the calendar of the outer one. */
export function ChangeEditor({
  node,
  say,
  about,
}: Omit<EditorProps, 'festival'> & { about: string }): JSX.Element | null {
  const own = useOwnEvent(about, allFestivals(node), node.mine)
  if (own === undefined) return <BackLink />
  const { overview, festival } = own
  return (
    <ChangeEventForm
      key={overview.event.id}
      festival={festival}
      overview={overview}
      Frame={EditorFrame}
      say={say}
      whenDone={whenDone(say, dayAt(overview.event.from, festival.timezone))}
    />
  )
}

function drawn({ interval, place }: Extract<CalendarRoute, { view: 'new' }>): EventStart {
  return {
    ...(interval === undefined ? {} : { interval }),
    ...(place === undefined ? {} : { needs: { [place]: { quantity: 1, required: true } } }),
  }
}

/** The same words, and the same things asked for again. */
function copied(overview: Awaited<ReturnType<typeof readEvent>>): EventStart {
  if (overview === undefined) return {}
  const { event, lines } = overview
  const open = lines.filter(({ state }) => state !== 'withdrawn' && state !== 'superseded' && state !== 'not-needed')
  const needs = open.map(({ request: { resource, quantity, required } }) => [resource, { quantity, required }] as const)
  return { like: event, interval: { from: event.from, to: event.to }, needs: Object.fromEntries(needs) }
}

function whenDone(say: (words: string) => void, day: number | undefined): WhenDone {
  return () => {
    const goOn = whenItIsDone()
    return (said) => {
      goOn(calendarHref(day === undefined ? { view: 'calendar' } : { view: 'day', day }))
      say(said)
    }
  }
}

function BackLink(): JSX.Element {
  return (
    <p>
      <a href={calendarHref({ view: 'calendar' })} data-test="calendar-back">
        {t('calendarBack')}
      </a>
    </p>
  )
}

function EditorFrame(props: FormFrameProps): JSX.Element {
  return (
    <div class="editor">
      <BackLink />
      <FormCard {...props} />
    </div>
  )
}
