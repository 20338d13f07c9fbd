// The id of a festival, which web pages name it by (docs/embedding.md): too long to be shown, so it is copied.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../../ui/button.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { useCopied } from '../../ui/use-copied.ts'

export function FestivalId({ festival }: { festival: FestivalOverview }): JSX.Element {
  const [copied, copy] = useCopied()
  return (
    <div class="again">
      <Button look="quiet" size="small" test="festival-id-copy" onClick={() => copy(festival.festival)}>
        {copied ? t('copied') : t('festivalIdCopy', [isolated(festivalTitle(festival))])}
      </Button>
      <span class="small soft">{t('festivalIdHint')}</span>
    </div>
  )
}
