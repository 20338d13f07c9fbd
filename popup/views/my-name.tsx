// What people of this festival read beside my animal.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { useCommand } from '../../ui/use-command.ts'

export function MyName(props: { festival: FestivalId; me: PublicKey; name: string | undefined }): JSX.Element {
  const set = useCommand('profile.set')
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const value = typed ?? props.name ?? ''
  const changed = value.trim() !== (props.name ?? '')
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (changed)
          void set.run({ festival: props.festival, name: value.trim() }).then((done) => done && setTyped(undefined))
      }}
    >
      <div class="row name-row">
        <span class="grow">
          <TextField
            label={t('nameLabel')}
            value={value}
            onInput={setTyped}
            placeholder={personaTitle(props.me)}
            test="profile-name"
          />
        </span>
        <Button look="line" submit busy={set.busy} disabled={!changed} test="profile-submit">
          {t('save')}
        </Button>
      </div>
      <Outcome slow={set.slow} error={set.error} />
    </form>
  )
}
