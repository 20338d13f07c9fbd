// A backup file and its passphrase, in this order: what is no backup is said before anybody types.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PanelError } from '../../messages/panel.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay } from '../../ui/format.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { PassphraseField } from '../../ui/passphrase-field.tsx'
import { openBackup, readHead, type OpenedBackup } from '../backup/read-backup.ts'
import { FileButton } from '../data/file-button.tsx'
import { showOften } from '../data/show-often.ts'
import { Progress } from './data-progress.tsx'

export function OpenBackup(props: {
  /** Words of the button that chooses a file, and of the one that opens it. */
  open: string
  submit: string
  test: string
  /** Another file is chosen: what was said about the one before is over. */
  onChosen: () => void
  onOpened: (backup: OpenedBackup) => Promise<void>
}): JSX.Element {
  const { test } = props
  const [chosen, setChosen] = useState<{ file: File; made: number } | undefined>(undefined)
  const [passphrase, setPassphrase] = useState('')
  const [share, setShare] = useState<number | undefined>(undefined)
  const [error, setError] = useState<PanelError | undefined>(undefined)
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    props.onChosen()
    const head = await readHead(file)
    setError(head.ok ? undefined : head.error)
    setChosen(head.ok ? { file, made: head.value.header.made } : undefined)
  }
  const open = async (file: File): Promise<void> => {
    props.onChosen()
    setError(undefined)
    setShare(0)
    try {
      const opened = await openBackup(file, passphrase, showOften(setShare))
      if (!opened.ok) return setError(opened.error)
      await props.onOpened(opened.value)
      setChosen(undefined)
      setPassphrase('')
    } catch {
      setError({ code: 'internal' })
    } finally {
      setShare(undefined)
    }
  }
  return (
    <div class="stack">
      <FileButton
        open={props.open}
        accept=".p2panda-backup"
        test={`${test}-file`}
        onFiles={([file]) => void choose(file)}
      />
      {chosen && (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void open(chosen.file)
          }}
        >
          <p class="small" data-test={`${test}-chosen`}>
            {t('openBackupChosen', [chosen.file.name, formatDay(chosen.made, viewerZone())])}
          </p>
          <PassphraseField
            label={t('openBackupPassphrase')}
            kind="known"
            value={passphrase}
            onInput={setPassphrase}
            test={`${test}-passphrase`}
          />
          <div class="row wrap">
            <Button look="main" submit busy={share !== undefined} disabled={passphrase === ''} test={`${test}-open`}>
              {props.submit}
            </Button>
          </div>
        </form>
      )}
      {share !== undefined && <Progress label={t('openBackupReading')} share={share} />}
      <Outcome error={error} />
    </div>
  )
}
