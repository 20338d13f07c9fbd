// Marks an event for oneself: it comes into "my days", and nobody is told.
import type { JSX } from 'preact'
import type { EventRow } from '../../src/festival/views.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { Heart } from '../../ui/heart.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function FavouriteButton({ event, on }: { event: EventRow; on: boolean }): JSX.Element {
  const mark = useCommand('event.favourite')
  return (
    <>
      <button
        type="button"
        class="button line"
        aria-pressed={on ? 'true' : 'false'}
        data-test="favourite"
        data-title={visibleText(event.title)}
        onClick={() => void mark.run({ event: event.id, on: !on })}
      >
        <Heart holders={on ? 3 : 0} size="small" />
        {t('favouriteMark')}
      </button>
      <Outcome slow={mark.slow} error={mark.error} />
    </>
  )
}
