// Festivals that are put away: followed as before, out of everyday lists, and back with one press.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { FestivalFacts } from '../../ui/festival-facts.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function PutAway({ festival }: { festival: FestivalOverview }): JSX.Element {
  const archive = useCommand('festival.archive')
  return (
    <div class="again">
      <Button
        look="quiet"
        size="small"
        busy={archive.busy}
        test="festival-archive"
        onClick={() => void archive.run({ festival: festival.festival, archived: true })}
      >
        {t('archiveName', [isolated(festivalTitle(festival))])}
      </Button>
      <span class="small soft">{t('archiveHint')}</span>
      <Outcome slow={archive.slow} error={archive.error} />
    </div>
  )
}

/** Nothing while there are none. */
export function Archived({ festivals }: { festivals: readonly FestivalOverview[] }): JSX.Element | null {
  if (festivals.length === 0) return null
  return (
    <section class="card padded" data-test="archived">
      <More words={plural('archived', festivals.length)} test="archived-more">
        <ul class="items">
          {festivals.map((festival) => (
            <Row key={festival.festival} festival={festival} />
          ))}
        </ul>
      </More>
    </section>
  )
}

function Row({ festival }: { festival: FestivalOverview }): JSX.Element {
  const archive = useCommand('festival.archive')
  const title = festivalTitle(festival)
  return (
    <li class="item" data-test="archived-festival" data-title={visibleText(title)}>
      <span class="item-words">
        <b>
          <SafeText text={title} />
        </b>
        <FestivalFacts festival={festival} />
      </span>
      <Button
        look="line"
        size="small"
        busy={archive.busy}
        test="festival-unarchive"
        onClick={() => void archive.run({ festival: festival.festival, archived: false })}
      >
        {t('archiveBackName', [isolated(title)])}
      </Button>
      <Outcome slow={archive.slow} error={archive.error} />
    </li>
  )
}
