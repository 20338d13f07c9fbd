// The twelve words: shown when asked for, hidden again, and three of them typed to see that they are on paper.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import { cryptoRandom } from '../../src/adapters/web/crypto-random.ts'
import { placesToCheck } from '../../src/wallet/word-check.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formatDay } from '../../ui/format.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { KeepStep } from './keep-step.tsx'

type Shown = { step: 'hidden' | 'password' } | { step: 'shown' | 'checking'; words: string[] }

export function TwelveWords({ hasPassword }: { hasPassword: boolean }): JSX.Element {
  const [shown, setShown] = useState<Shown>({ step: 'hidden' })
  const kept = useLive((db) => readSetting(db, 'wordsKept'))
  const words = useCommand('backup.words')
  const note = useCommand('backup.wordsKept')
  const show = async (password?: string): Promise<void> => {
    const answer = await words.run(password === undefined ? {} : { password })
    if (answer) setShown({ step: 'shown', words: answer.words.split(' ') })
  }
  // Whoever finds this browser unlocked is not given the key to take along.
  const ask = (): void => (hasPassword ? setShown({ step: 'password' }) : void show())
  const hide = (): void => setShown({ step: 'hidden' })
  return (
    <KeepStep
      number={1}
      isDone={kept !== undefined}
      title={t('wordsTitle')}
      text={kept === undefined ? t('wordsText') : t('wordsKeptText', [formatDay(kept, viewerZone())])}
      test="words-card"
      action={
        shown.step === 'hidden' ? (
          <Button look="line" icon="eye" busy={words.busy} test="words-show" onClick={ask}>
            {kept === undefined ? t('wordsShow') : t('wordsShowAgain')}
          </Button>
        ) : (
          <Button look="line" test="words-hide" onClick={hide}>
            {t('wordsHide')}
          </Button>
        )
      }
    >
      <Outcome slow={words.slow} error={words.error ?? note.error} />
      {shown.step === 'password' && <AskPassword busy={words.busy} onPassword={(password) => void show(password)} />}
      {shown.step === 'shown' && (
        <>
          <ol class="twelve-words" translate={false} data-test="words">
            {shown.words.map((word) => (
              <li key={word} class="mono">
                {word}
              </li>
            ))}
          </ol>
          <Note tone="warn" icon="edit">
            {t('wordsWarn')}
          </Note>
          <div class="row wrap">
            <Button look="main" test="words-written" onClick={() => setShown({ ...shown, step: 'checking' })}>
              {t('wordsWritten')}
            </Button>
          </div>
        </>
      )}
      {shown.step === 'checking' && (
        <CheckWords
          words={shown.words}
          onBack={() => setShown({ ...shown, step: 'shown' })}
          onRight={() => {
            void note.run({})
            hide()
          }}
        />
      )}
    </KeepStep>
  )
}

function AskPassword(props: { busy: boolean; onPassword: (password: string) => void }): JSX.Element {
  const [password, setPassword] = useState('')
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        props.onPassword(password)
      }}
    >
      <PassphraseField
        label={t('keepPassword')}
        kind="known"
        value={password}
        onInput={setPassword}
        test="words-password"
      />
      <div class="row wrap">
        <Button look="main" submit busy={props.busy} disabled={password === ''} test="words-password-submit">
          {t('wordsShow')}
        </Button>
      </div>
    </form>
  )
}

/** Three of the words, typed from the paper. */
function CheckWords(props: { words: readonly string[]; onBack: () => void; onRight: () => void }): JSX.Element {
  const [places] = useState(() => placesToCheck((length) => cryptoRandom.bytes(length)))
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({})
  const [wrong, setWrong] = useState<readonly number[]>([])
  const check = (): void => {
    const missed = places.filter((place) => typed[place]?.trim().toLowerCase() !== props.words[place])
    setWrong(missed)
    if (missed.length === 0) props.onRight()
  }
  return (
    <form
      class="stack"
      data-test="words-check"
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      <p class="small">{t('wordsCheckText')}</p>
      <div class="three-words">
        {places.map((place) => (
          <TextField
            key={place}
            label={t('wordsNumber', [place + 1])}
            mono
            value={typed[place] ?? ''}
            onInput={(value) => setTyped({ ...typed, [place]: value })}
            error={wrong.includes(place) ? t('wordsCheckWrong') : undefined}
            test={`word-check-${place + 1}`}
          />
        ))}
      </div>
      <div class="row wrap">
        <Button look="main" submit test="words-check-submit">
          {t('wordsCheck')}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {t('wordsBack')}
        </Button>
      </div>
    </form>
  )
}
