// A festival in which one was somebody whose key is not here any more, because this browser came back with other words.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import { Animal } from './animal.tsx'
import { Button } from './button.tsx'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { MyPersonaLine, useMyPersonas } from './my-persona.tsx'
import { Outcome } from './outcome.tsx'
import { personaTitle } from './persona-title.ts'
import { useCommand } from './use-command.ts'

export function LostPersona({ festival }: { festival: FestivalOverview }): JSX.Element | null {
  const change = useCommand('persona.switch')
  const mine = useMyPersonas()?.filter(({ retired }) => !retired) ?? []
  if (festival.isLost !== true) return null
  return (
    <section class="card padded stack" data-test="lost-persona">
      <p class="row small">
        <Animal publicKey={festival.me} size="small" />
        <span>{t('lostPersonaText', [isolated(personaTitle(festival.me))])}</span>
      </p>
      {mine.map((persona) => (
        <div key={persona.publicKey} class="row wrap">
          <MyPersonaLine persona={persona} festivals={[]} />
          <Button
            look="line"
            size="small"
            busy={change.busy}
            test="lost-go-on"
            onClick={() => void change.run({ festival: festival.festival, as: persona.publicKey })}
          >
            {t('lostPersonaGoOn')}
          </Button>
        </div>
      ))}
      <Outcome slow={change.slow} error={change.error} />
    </section>
  )
}
