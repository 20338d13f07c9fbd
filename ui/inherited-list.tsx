// What a clone remembers of the festival that it was made of, and that every signature of it was checked here.
import type { JSX } from 'preact'
import { formatWhen } from './format.ts'
import { isolated } from './hidden-characters.ts'
import { plural, t } from './i18n.ts'
import { More } from './more.tsx'
import { Note } from './note.tsx'
import { SafeText } from './safe-text.tsx'
import { Thing } from './thing.tsx'
import type { Inherited } from './use-inherited.ts'

/** Shown at most of each kind; a festival of thousands is not read here. */
const SHOWN = 50

export function InheritedList({ inherited }: { inherited: Inherited }): JSX.Element {
  const { original, things, events, held, listed } = inherited
  const zone = original?.timezone ?? 'UTC'
  const isWhole = held === listed
  return (
    <div class="stack" data-test="inherited" data-held={held} data-listed={listed}>
      <Note tone={isWhole ? 'good' : 'calm'} icon="clone">
        {isWhole
          ? t('inheritedWhole', [isolated(original?.title ?? t('festivalUnknown'))])
          : t('inheritedPart', [held, listed])}
      </Note>
      <More
        words={`${plural('countThings', things.length)} · ${plural('countEvents', events.length)}`}
        test="inherited-more"
      >
        <ul>
          {things.slice(0, SHOWN).map((resource) => (
            <li key={resource.id} class="row" data-test="inherited-thing">
              <Thing resource={resource} size="small" />
              <SafeText text={resource.title} />
            </li>
          ))}
          {events.slice(0, SHOWN).map((event) => (
            <li key={event.id} data-test="inherited-event">
              <SafeText text={event.title} /> <span class="small soft">{formatWhen(event, zone)}</span>
            </li>
          ))}
        </ul>
      </More>
    </div>
  )
}
