// Joining by invite: paste, press, you are in. The button says that it goes online (DESIGN §6).
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalId } from '../src/operations/ids.ts'
import type { AsWhom } from '../messages/panel.ts'
import { AsWhomField } from './as-whom.tsx'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { useCommand } from './use-command.ts'
import type { NodeState } from './use-node.ts'

export function JoinForm(props: {
  festivals: NodeState['festivals']
  /** An invite that came in another way than by typing: it stands in the field, and whoever reads it presses the button. */
  found?: { invite: string } | undefined
  onJoined: (festival: FestivalId) => void
}): JSX.Element {
  const join = useCommand('festival.join')
  const [invite, setInvite] = useState('')
  const [as, choose] = useState<AsWhom | undefined>(undefined)
  useEffect(() => {
    if (props.found !== undefined) setInvite(props.found.invite)
  }, [props.found])
  const submit = async (): Promise<void> => {
    if (invite.trim() === '') return
    const joined = await join.run({ invite, ...(as === undefined ? {} : { as }) })
    if (joined) props.onJoined(joined.festival)
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label={t('joinPaste')}
        value={invite}
        onInput={setInvite}
        placeholder="p2panda:1:…"
        mono
        test="join-invite-input"
      />
      <AsWhomField festivals={props.festivals} value={as} onChoose={choose} />
      <Button look="main" wide submit busy={join.busy} disabled={invite.trim() === ''} test="join-submit">
        {t('joinAndGoOnline')}
      </Button>
      <Outcome slow={join.slow} error={join.error} />
    </form>
  )
}
