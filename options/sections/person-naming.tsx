// What I call somebody: a field and two ways out.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'

const MAX_LENGTH = 100

export function PersonNaming(props: {
  author: PublicKey
  petname: string | undefined
  onDone: () => void
}): JSX.Element {
  const [name, setName] = useState(props.petname ?? '')
  const save = useCommand('person.petname')
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run({ author: props.author, name: name.trim() }).then((done) => done && props.onDone())
      }}
    >
      <TextField
        label={t('personNameLabel')}
        hint={t('personNameHint')}
        value={name}
        onInput={setName}
        maxLength={MAX_LENGTH}
        test="person-petname"
      />
      <div class="row wrap">
        <Button look="main" submit busy={save.busy} test="person-petname-save">
          {t('save')}
        </Button>
        <Button look="quiet" onClick={props.onDone}>
          {t('close')}
        </Button>
      </div>
      <Outcome slow={save.slow} error={save.error} />
    </form>
  )
}
