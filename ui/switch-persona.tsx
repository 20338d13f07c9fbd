// Going on in a festival as somebody else: who, and what becomes of what is there (decision 0031).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../src/festival/overview.ts'
import type { AsWhom } from '../messages/panel.ts'
import { PersonaRadios } from './as-whom.tsx'
import { Button } from './button.tsx'
import { festivalTitle } from './festival-title.ts'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { personaTitle } from './persona-title.ts'
import { useCommand } from './use-command.ts'
import { allFestivals, type NodeState } from './use-node.ts'

export function SwitchPersona(props: { festival: FestivalOverview; node: NodeState; onDone: () => void }): JSX.Element {
  const { festival, me } = { festival: props.festival, me: props.festival.me }
  const change = useCommand('persona.switch')
  const [as, choose] = useState<AsWhom | undefined>(undefined)
  const submit = async (): Promise<void> => {
    if (as === undefined) return
    if (await change.run({ festival: festival.festival, as })) props.onDone()
  }
  return (
    <div class="stack" data-test="switch-persona">
      <PersonaRadios
        festivals={allFestivals(props.node)}
        value={as}
        onChoose={choose}
        without={me}
        label={t('switchTitle', [isolated(festivalTitle(festival))])}
      />
      <p class="small soft">{t('switchText', [isolated(personaTitle(me))])}</p>
      <Outcome slow={change.slow} error={change.error} />
      <Button
        look="main"
        wide
        busy={change.busy}
        disabled={as === undefined}
        test="switch-submit"
        onClick={() => void submit()}
      >
        {t('switchSubmit')}
      </Button>
    </div>
  )
}
