// A festival in which one was somebody else before, recognised by their log: who to go on as (decision 0031).
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { Animal } from './animal.tsx'
import { Button } from './button.tsx'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { personaTitle } from './persona-title.ts'
import { useCommand } from './use-command.ts'

export function FoundPersonas({ festival }: { festival: FestivalOverview }): JSX.Element | null {
  const change = useCommand('persona.switch')
  const { found = [], me } = festival
  if (found.length === 0) return null
  return (
    <section class="card padded stack whoms" data-test="found-personas">
      <p class="small">{t('foundText')}</p>
      {[...found, me].map((persona) => (
        <div key={persona} class="row">
          <Animal publicKey={persona} size="small" />
          <Button
            look="line"
            size="small"
            busy={change.busy}
            test={persona === me ? 'found-stay' : 'found-go-on'}
            onClick={() => void change.run({ festival: festival.festival, as: persona })}
          >
            {persona === me
              ? t('foundStay', [isolated(personaTitle(persona))])
              : t('foundGoOn', [isolated(personaTitle(persona))])}
          </Button>
        </div>
      ))}
      <Outcome slow={change.slow} error={change.error} />
    </section>
  )
}
