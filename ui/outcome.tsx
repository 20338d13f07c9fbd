// What became of a command: nothing to say, still working, or why it was refused and what to do.
import type { JSX } from 'preact'
import type { PanelError } from '../messages/panel.ts'
import { t } from './i18n.ts'
import { Note } from './note.tsx'
import { RestartButton } from './restart-button.tsx'

/** The sentence for a refusal; the message key is the code with underscores, since keys know no hyphens. */
export function errorSentence(error: PanelError): string {
  const key = `error_${error.code.replaceAll('-', '_')}`
  const sentence = t(key, [error.data?.['field'] ?? ''])
  return sentence === key ? t('error_internal') : sentence
}

export function Outcome(props: { slow?: boolean; error?: PanelError | undefined }): JSX.Element | null {
  if (props.error) {
    return (
      <Note tone="bad" alert test="error" code={props.error.code}>
        {errorSentence(props.error)}
        {props.error.code === 'no-answer' && <RestartButton />}
      </Note>
    )
  }
  if (props.slow !== true) return null
  return (
    <p class="small soft" role="status" data-test="working">
      {t('working')}
    </p>
  )
}
