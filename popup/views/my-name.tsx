// What people of this festival see beside my animal: a name, a picture, and how to reach me.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { ProfileRow } from '../../src/festival/views.ts'
import type { FestivalId, PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { PictureField } from '../../ui/picture-field.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { usePictures } from '../../ui/use-pictures.ts'

interface MyNameProps {
  festival: FestivalId
  me: PublicKey
  profile: ProfileRow | undefined
}

/** Begins anew with each description of myself, since a form keeps what it began with. */
export function MyName(props: MyNameProps): JSX.Element {
  return <NameForm key={props.profile?.set?.entry ?? ''} {...props} />
}

function NameForm({ festival, me, profile }: MyNameProps): JSX.Element {
  const set = useCommand('profile.set')
  const { name = '', about, contact, picture } = profile ?? {}
  const pictures = usePictures(picture === undefined ? [] : [picture], 1)
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const [reached, setReached] = useState(contact ?? '')
  const value = typed ?? name
  const changed = value.trim() !== name || pictures.changed || reached.trim() !== (contact ?? '')
  const submit = async (): Promise<void> => {
    const shown = await pictures.take()
    if (!changed || shown === undefined) return
    // A description takes the place of the one before as a whole.
    const said = { ...(about ? { about } : {}), ...filled({ contact: reached }) }
    const [mine] = shown
    const done = await set.run({ festival, name: value.trim(), ...said, ...(mine ? { picture: mine } : {}) })
    if (done) setTyped(undefined)
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div class="row name-row">
        <span class="grow">
          <TextField
            label={t('nameLabel')}
            value={value}
            onInput={setTyped}
            placeholder={personaTitle(me)}
            test="profile-name"
          />
        </span>
        <Button look="line" submit busy={set.busy} disabled={!changed} test="profile-submit">
          {t('save')}
        </Button>
      </div>
      <More words={t('moreOfMe')} test="profile-picture" unfold={pictures.drafts.length > 0 || reached !== ''}>
        <PictureField form={pictures} label={t('pictureOfMe')} />
        <TextField
          label={t('contactOfMe')}
          optional
          hint={t('contactOfMeHint')}
          value={reached}
          onInput={setReached}
          maxLength={500}
          test="profile-contact"
        />
      </More>
      <Outcome slow={set.slow} error={set.error} />
    </form>
  )
}
