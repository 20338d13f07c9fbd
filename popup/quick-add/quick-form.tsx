// The frame of what is added quickly: the first field, the two others, what became of it, and the button.
import type { ComponentChildren, JSX } from 'preact'
import type { PanelCommand } from '../../messages/panel.ts'
import { Button } from '../../ui/button.tsx'
import { DraftNote } from '../../ui/draft-note.tsx'
import { TextField, type TextFieldProps } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import type { CommandHandle } from '../../ui/use-command.ts'
import type { DraftState } from '../../ui/use-draft.ts'

export function QuickForm(props: {
  draft: Pick<DraftState<unknown>, 'wasKept' | 'drop'>
  what: Pick<TextFieldProps, 'value' | 'onInput'>
  /** What it may be called, as an example. */
  example: string
  command: Pick<CommandHandle<PanelCommand>, 'busy' | 'slow' | 'error'>
  submit: string
  onSubmit: () => Promise<void>
  children: ComponentChildren
}): JSX.Element {
  const { command } = props
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void props.onSubmit()
      }}
    >
      <DraftNote parts={[props.draft]} />
      <TextField label={t('quickWhat')} {...props.what} placeholder={props.example} required test="quick-what" />
      {props.children}
      <Outcome slow={command.slow} error={command.error} />
      <Button look="line" wide submit busy={command.busy} icon="plus" test="quick-submit">
        {props.submit}
      </Button>
    </form>
  )
}
