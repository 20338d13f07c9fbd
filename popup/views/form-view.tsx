// A view that is a form: fields that scroll, the outcome and one button pinned below.
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import type { FormFrameProps } from '../../ui/form-frame.ts'
import { Outcome } from '../../ui/outcome.tsx'
import type { View } from '../route.ts'
import { ViewHead } from './view-head.tsx'

export function FormView(props: FormFrameProps & { back?: View }): JSX.Element {
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
