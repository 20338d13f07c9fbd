// "Offer your 4 things again?": asked once in a clone.
import type { JSX } from 'preact'
import type { ResourceRow } from '../src/festival/views.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import { plural, t } from './i18n.ts'
import { SafeText } from './safe-text.tsx'
import { Thing } from './thing.tsx'
import { TickCard } from './tick-card.tsx'
import { useCommand } from './use-command.ts'

export function ReofferCard(props: { festival: FestivalId; things: readonly ResourceRow[] }): JSX.Element {
  const { festival, things } = props
  const offer = useCommand('festival.reoffer')
  return (
    <TickCard
      question={`reoffer/${festival}`}
      title={plural('reofferTitle', things.length)}
      text={t('reofferText')}
      items={things.map((resource) => ({
        id: resource.id,
        title: resource.title,
        children: (
          <>
            <Thing resource={resource} size="small" />
            <span class="grow">
              <SafeText text={resource.title} />
            </span>
          </>
        ),
      }))}
      submit={(count) => plural('reofferSubmit', count)}
      command={offer}
      test="reoffer"
      onSubmit={(resources) => void offer.run({ festival, resources })}
    />
  )
}
