// How the options page frames a form: a card with its title, the outcome and one button below the fields.
import type { JSX } from 'preact'
import { Button } from '../ui/button.tsx'
import type { FormFrameProps } from '../ui/form-frame.ts'
import { Outcome } from '../ui/outcome.tsx'

export function FormCard({ title, command, submit, onSubmit, children }: FormFrameProps): JSX.Element {
  return (
    <form
      class="card padded stack form-card"
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit()
      }}
    >
      <h2>{title}</h2>
      {children}
      <Outcome slow={command.slow} error={command.error} />
      <div class="row wrap">
        <Button
          look="main"
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
