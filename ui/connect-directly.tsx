// Connecting two browsers by hand, without a meeting point: a code goes one way, a reply comes back (DESIGN §6).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalId } from '../src/operations/ids.ts'
import { Button } from './button.tsx'
import { CopyText } from './copy-text.tsx'
import { TextField } from './field.tsx'
import { t } from './i18n.ts'
import { Note } from './note.tsx'
import { Outcome } from './outcome.tsx'
import { QrCode } from './qr-code.tsx'
import { useCommand } from './use-command.ts'

export function ConnectDirectly(props: { festival: FestivalId }): JSX.Element {
  const [side, setSide] = useState<'first' | 'second' | undefined>(undefined)
  return (
    <div class="stack">
      <p class="small soft">{t('directMeaning')}</p>
      {side === undefined && (
        <div class="row wrap">
          <Button look="line" test="direct-first" onClick={() => setSide('first')}>
            {t('directFirst')}
          </Button>
          <Button look="line" test="direct-second" onClick={() => setSide('second')}>
            {t('directSecond')}
          </Button>
        </div>
      )}
      {side === 'first' && <FirstSide festival={props.festival} />}
      {side === 'second' && <SecondSide />}
    </div>
  )
}

/** Makes the code, then takes the reply. */
function FirstSide(props: { festival: FestivalId }): JSX.Element {
  const offer = useCommand('network.offer')
  const [code, setCode] = useState<string | undefined>(undefined)
  const make = (): void => void offer.run({ festival: props.festival }).then((made) => made && setCode(made.code))
  if (code !== undefined) return <TakeReply key={code} code={code} onAgain={() => setCode(undefined)} />
  return (
    <div class="stack">
      <Button look="main" busy={offer.busy} test="direct-offer" onClick={make}>
        {t('directMakeCode')}
      </Button>
      <Outcome slow={offer.slow} error={offer.error} />
    </div>
  )
}

/** A code serves for one attempt: `onAgain` goes back to making one. */
function TakeReply(props: { code: string; onAgain: () => void }): JSX.Element {
  const complete = useCommand('network.complete')
  const [reply, setReply] = useState('')
  const [done, setDone] = useState(false)
  const connect = (): void => void complete.run({ reply }).then((value) => value && setDone(true))
  const isSpent = complete.error?.code === 'no-connection' || complete.error?.code === 'code-expired'
  if (done) return <Note tone="good">{t('directDone')}</Note>
  return (
    <div class="stack">
      <QrCode text={props.code} label={t('directQr')} test="direct-qr" />
      <CopyText label={t('directCode')} text={props.code} test="direct-code" />
      <TextField
        label={t('directReply')}
        hint={t('directReplyHint')}
        value={reply}
        onInput={setReply}
        mono
        test="direct-reply-input"
      />
      <Button look="main" busy={complete.busy} disabled={reply.trim() === ''} test="direct-complete" onClick={connect}>
        {t('directConnect')}
      </Button>
      <Outcome slow={complete.slow} error={complete.error} />
      {isSpent && (
        <Button look="line" test="direct-again" onClick={props.onAgain}>
          {t('directAgain')}
        </Button>
      )}
    </div>
  )
}

/** Takes the code, then shows the reply. */
function SecondSide(): JSX.Element {
  const answer = useCommand('network.answer')
  const [code, setCode] = useState('')
  const [reply, setReply] = useState<string | undefined>(undefined)
  return (
    <div class="stack">
      <TextField label={t('directCodePaste')} value={code} onInput={setCode} mono test="direct-code-input" />
      {reply === undefined ? (
        <Button
          look="main"
          busy={answer.busy}
          disabled={code.trim() === ''}
          test="direct-answer"
          onClick={() => void answer.run({ code }).then((made) => made && setReply(made.reply))}
        >
          {t('directMakeReply')}
        </Button>
      ) : (
        <>
          <QrCode text={reply} label={t('directQr')} test="direct-reply-qr" />
          <CopyText label={t('directReply')} text={reply} test="direct-reply" />
          <p class="small soft">{t('directReplySend')}</p>
        </>
      )}
      <Outcome slow={answer.slow} error={answer.error} />
    </div>
  )
}
