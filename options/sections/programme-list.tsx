// One list as everybody sees it: whose it is, and its events in their order with notes.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { EventRow, ProgrammeRow } from '../../src/festival/views.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { formatWhen } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { Person } from '../../ui/person.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { People } from '../../ui/use-people.ts'

export function ProgrammeList(props: {
  list: ProgrammeRow
  festival: FestivalOverview
  people: People
  events: ReadonlyMap<ObjectId, EventRow>
  /** Only for my own: puts it on the desk. */
  onChange?: () => void
}): JSX.Element {
  const { list, festival, onChange } = props
  const end = useCommand('programme.publish')
  return (
    <section class="card padded stack" data-test="programme" data-title={visibleText(list.title)}>
      <div class="row">
        <h2 class="grow">
          <SafeText text={list.title} />
        </h2>
        <Person publicKey={list.author} profile={props.people[list.author]} />
      </div>
      <ol class="programme">
        {list.events.map(({ event, note }, index) => (
          <li key={`${index} ${event}`} data-test="programme-event">
            <EventWords event={props.events.get(event)} zone={festival.timezone} />
            {note && (
              <p class="small">
                <SafeText text={note} />
              </p>
            )}
          </li>
        ))}
      </ol>
      {onChange && (
        <div class="row">
          <Button look="line" size="small" test="programme-change" onClick={onChange}>
            {t('programmeChange')}
          </Button>
          <Button
            look="link"
            size="small"
            busy={end.busy}
            test="programme-end"
            onClick={() => void end.run({ festival: festival.festival, title: list.title, events: [] })}
          >
            {t('programmeEnd')}
          </Button>
        </div>
      )}
      <Outcome slow={end.slow} error={end.error} />
    </section>
  )
}

/** "Cinema · Sat 5 June, 20:00–22:00". */
export function EventWords(props: { event: EventRow | undefined; zone: string }): JSX.Element {
  const { event, zone } = props
  if (event === undefined) return <span class="soft">{t('programmeUnknown')}</span>
  return (
    <>
      <b class={event.cancelled ? 'struck' : undefined}>
        <SafeText text={event.title} />
      </b>{' '}
      <span class="mono small soft">{event.cancelled ? t('eventCancelled') : formatWhen(event, zone)}</span>
    </>
  )
}
