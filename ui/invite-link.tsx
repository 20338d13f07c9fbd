// The invite of a festival: whoever has it can read and join.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { inviteForQr } from '../src/festival/invite.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import { Button } from './button.tsx'
import { CopyText } from './copy-text.tsx'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { QrCode } from './qr-code.tsx'
import { useCommand } from './use-command.ts'

export function InviteLink(props: { festival: FestivalId }): JSX.Element {
  const make = useCommand('festival.invite')
  const [invite, setInvite] = useState<string | undefined>(undefined)
  useEffect(() => setInvite(undefined), [props.festival])
  return (
    <div class="stack tight">
      {invite === undefined ? (
        <Button
          look="main"
          wide
          icon="link"
          busy={make.busy}
          test="invite-make"
          onClick={() => void make.run({ festival: props.festival }).then((made) => made && setInvite(made.invite))}
        >
          {t('inviteMake')}
        </Button>
      ) : (
        <>
          <QrCode text={inviteForQr(invite)} label={t('inviteQr')} test="invite-qr" />
          <CopyText label={t('inviteLink')} text={invite} test="invite-link" copyTest="invite-copy" />
        </>
      )}
      <p class="small soft">{t('inviteMeaning')}</p>
      <Outcome slow={make.slow} error={make.error} />
    </div>
  )
}
