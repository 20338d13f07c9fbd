// A backup file: a passphrase twice, a file, and how old it is.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { command } from '../../messages/client.ts'
import type { PanelError, PanelParams } from '../../messages/panel.ts'
import { readBackupState } from '../../src/adapters/dexie/backup-rows.ts'
import { backupNeed } from '../../src/wallet/backup-need.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay } from '../../ui/format.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { askAgain, useLive } from '../../ui/use-live.ts'
import { backupFileName } from '../backup/file-name.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { download } from '../data/download.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { showOften } from '../data/show-often.ts'
import { Progress } from './data-progress.tsx'
import { KeepStep } from './keep-step.tsx'

/** What has become of pressing the button. */
type Saving =
  | { state: 'closed' | 'open' }
  | { state: 'failed'; error: PanelError }
  | { state: 'writing'; share: number }
  | { state: 'saved'; name: string; size: number; url: string }

export function BackupFile({ me, hasPassword }: { me: PublicKey; hasPassword: boolean }): JSX.Element {
  const state = useLive(readBackupState)
  const [saving, setSaving, save] = useSaving(me)
  const file = state?.file
  const newer = state === undefined ? 0 : backupNeed(state).newer
  const words =
    file === undefined
      ? t('backupText')
      : `${t('backupMadeOn', [formatDay(file.at, viewerZone())])} ${newer === 0 ? t('backupNothingNewer') : plural('backupNewer', newer)}`
  return (
    <KeepStep
      number={2}
      isDone={file !== undefined}
      title={t('backupTitle')}
      text={words}
      test="backup-card"
      action={
        (saving.state === 'closed' || saving.state === 'saved') && (
          <Button
            look={file === undefined ? 'main' : 'line'}
            icon="download"
            test="backup-make"
            onClick={() => setSaving({ state: 'open' })}
          >
            {file === undefined ? t('backupMake') : t('backupMakeNew')}
          </Button>
        )
      }
    >
      {(saving.state === 'open' || saving.state === 'failed') && (
        <Passphrase
          error={saving.state === 'failed' ? saving.error : undefined}
          onCancel={() => setSaving({ state: 'closed' })}
          hasPassword={hasPassword}
          onChosen={(secrets) => void save(secrets)}
        />
      )}
      {saving.state === 'writing' && <Progress label={t('backupWriting')} share={saving.share} test="backup-writing" />}
      {saving.state === 'saved' && (
        <p class="small" role="status">
          <a href={saving.url} download={saving.name} data-test="backup-file">
            {t('backupSaved', [saving.name, formatBytes(saving.size)])}
          </a>
        </p>
      )}
    </KeepStep>
  )
}

function Passphrase(props: {
  error: PanelError | undefined
  hasPassword: boolean
  onChosen: (secrets: PanelParams<'backup.begin'>) => void
  onCancel: () => void
}): JSX.Element {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [password, setPassword] = useState('')
  const [differs, setDiffers] = useState(false)
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setDiffers(passphrase !== again)
        if (passphrase === again) props.onChosen({ passphrase, ...(props.hasPassword ? { password } : {}) })
      }}
    >
      <PassphraseField
        label={t('backupPassphrase')}
        hint={t('backupPassphraseHint')}
        kind="new"
        value={passphrase}
        onInput={setPassphrase}
        test="backup-passphrase"
      />
      <PassphraseField
        label={t('backupPassphraseAgain')}
        kind="new"
        value={again}
        onInput={setAgain}
        error={differs ? t('backupPassphraseDiffers') : undefined}
        test="backup-passphrase-again"
      />
      {props.hasPassword && (
        <PassphraseField
          label={t('keepPassword')}
          kind="known"
          value={password}
          onInput={setPassword}
          test="backup-password"
        />
      )}
      <div class="row wrap">
        <Button look="main" icon="download" submit disabled={passphrase === ''} test="backup-save">
          {t('backupSave')}
        </Button>
        <Button look="quiet" test="backup-cancel" onClick={props.onCancel}>
          {t('cancel')}
        </Button>
      </div>
      <Outcome error={props.error} />
    </form>
  )
}

type Save = (secrets: PanelParams<'backup.begin'>) => Promise<void>

function useSaving(me: PublicKey): [Saving, (saving: Saving) => void, Save] {
  const [saving, setSaving] = useState<Saving>({ state: 'closed' })
  const stop = useRef(new AbortController())
  const url = useRef<string | undefined>(undefined)
  useEffect(
    () => () => {
      stop.current.abort()
      if (url.current !== undefined) URL.revokeObjectURL(url.current)
    },
    [],
  )
  const save: Save = async (secrets) => {
    setSaving({ state: 'writing', share: 0 })
    const onProgress = showOften((share: number) => setSaving({ state: 'writing', share }))
    try {
      const saved = await writeBackup(secrets, { signal: stop.current.signal, onProgress })
      if (saved === undefined) return
      if (!saved.ok) return setSaving({ state: 'failed', error: saved.error })
      const { file, made, own } = saved.value
      if (url.current !== undefined) URL.revokeObjectURL(url.current)
      url.current = URL.createObjectURL(file)
      const name = backupFileName(me, made)
      download(url.current, name)
      await command('backup.made', { made, own })
      askAgain()
      setSaving({ state: 'saved', name, size: file.size, url: url.current })
    } catch {
      setSaving({ state: 'failed', error: { code: 'internal' } })
    }
  }
  return [saving, setSaving, save]
}
