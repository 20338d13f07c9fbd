// "Make your 3 events again?": asked once in a clone, each with the time that it would have.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { formatWhen } from './format.ts'
import { plural, t } from './i18n.ts'
import { SafeText } from './safe-text.tsx'
import { TickCard } from './tick-card.tsx'
import { useCommand } from './use-command.ts'
import type { Inherited } from './use-inherited.ts'

/** Made at once at most; the others are asked about afterwards. */
const AT_ONCE = 100

export function CopyEventsCard(props: { festival: FestivalOverview; events: Inherited['myEvents'] }): JSX.Element {
  const { festival, timezone } = props.festival
  const events = props.events.slice(0, AT_ONCE)
  const copy = useCommand('event.copy')
  return (
    <TickCard
      question={`copy-events/${festival}`}
      title={plural('copyEventsTitle', events.length)}
      text={t('copyEventsText')}
      items={events.map(({ event, copy: { title, from, to } }) => ({
        id: event.id,
        title,
        children: (
          <span class="grow">
            <SafeText text={title} /> <span class="small soft mono">{formatWhen({ from, to }, timezone)}</span>
          </span>
        ),
      }))}
      submit={(count) => plural('copyEventsSubmit', count)}
      command={copy}
      test="copy-events"
      onSubmit={(chosen) => void copy.run({ festival, events: chosen })}
    />
  )
}
