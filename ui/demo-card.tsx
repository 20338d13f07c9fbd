// What stands in a demo festival where others have their invite: that it is one, and the way to throw it away.
import type { JSX } from 'preact'
import type { FestivalId } from '../src/operations/ids.ts'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Note } from './note.tsx'
import { Outcome } from './outcome.tsx'
import { useCommand } from './use-command.ts'

export function DemoCard({ festival }: { festival: FestivalId }): JSX.Element {
  const leave = useCommand('festival.leave')
  return (
    <div class="stack message" data-test="demo-card">
      <Note tone="info" icon="info">
        {t('demoMeaning')}
      </Note>
      <Button
        look="line"
        size="small"
        busy={leave.busy}
        test="demo-throw-away"
        onClick={() => void leave.run({ festival, forget: true })}
      >
        {t('demoThrowAway')}
      </Button>
      <Outcome slow={leave.slow} error={leave.error} />
    </div>
  )
}
