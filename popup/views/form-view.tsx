// A view that is a form: fields that scroll, the outcome and one button pinned below.
import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Outcome } from '../../ui/outcome.tsx'
import type { CommandHandle } from '../../ui/use-command.ts'
import type { PanelCommand } from '../../messages/panel.ts'
import type { View } from '../route.ts'
import { ViewHead } from './view-head.tsx'

export function FormView(props: {
  title: string
  back?: View
  command: Pick<CommandHandle<PanelCommand>, 'busy' | 'slow' | 'error'>
  submit: { words: string; test: string; icon?: IconName }
  onSubmit: () => Promise<void>
  children: ComponentChildren
}): JSX.Element {
  const { command, submit, back } = props
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void props.onSubmit()
      }}
    >
      <div class="scroll">
        <ViewHead title={props.title} {...(back ? { back } : {})} />
        {props.children}
      </div>
      <div class="actions">
        <Outcome slow={command.slow} error={command.error} />
        <Button
          look="main"
          grow
          submit
          busy={command.busy}
          test={submit.test}
          {...(submit.icon ? { icon: submit.icon } : {})}
        >
          {submit.words}
        </Button>
      </div>
    </form>
  )
}
