// Asks for the password where it is needed: the command that met a locked wallet goes on after it, and nothing that was typed is
// lost. Rendered once per panel.
import type { JSX } from 'preact'
import { answerWaiting, commandsWaiting } from './ask-to-unlock.ts'
import { t } from './i18n.ts'
import { Sheet } from './sheet.tsx'
import { UnlockForm } from './unlock-form.tsx'

export function UnlockGate(): JSX.Element | null {
  if (commandsWaiting.value.length === 0) return null
  return (
    <Sheet title={t('lockedTitle')} onClose={() => answerWaiting(false)}>
      <p class="small soft">{t('lockedNow')}</p>
      <UnlockForm focus test="unlock-now" onUnlocked={() => answerWaiting(true)} />
    </Sheet>
  )
}
