// "I have been here before": the way back in with a backup file or the twelve words.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { DexieBlobStore } from '../../src/adapters/dexie/dexie-blob-store.ts'
import { stageRestore } from '../../src/adapters/dexie/restore-rows.ts'
import { NO_DESCRIPTION } from '../../src/wallet/backup-description.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { formatDay } from '../../ui/format.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import { list, plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { personaTitle } from '../../ui/persona-title.ts'
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts'
import { useCommand } from '../../ui/use-command.ts'
import { backupTroubleWords } from '../backup/backup-words.ts'
import type { OpenedBackup } from '../backup/read-backup.ts'
import { storePictures } from '../backup/store-pictures.ts'
import { sayCameBack } from './came-back.tsx'
import { OpenBackup } from './open-backup.tsx'
import { RestoreWords } from './restore-words.tsx'

export function Restore(): JSX.Element {
  return (
    <>
      <section class="card padded stack key-card" data-test="restore-card">
        <h2>{t('restoreFileTitle')}</h2>
        <p class="small soft">{t('restoreFileText')}</p>
        <RestoreFile />
      </section>
      <section class="card padded stack key-card">
        <h2>{t('restoreWordsTitle')}</h2>
        <p class="small soft">{t('restoreWordsText')}</p>
        <RestoreWords />
      </section>
    </>
  )
}

/** Also for a wallet that is here: what is missing of a backup of it is added. */
export function RestoreFile(): JSX.Element {
  const [backup, setBackup] = useState<OpenedBackup | undefined>(undefined)
  const [isAdded, setAdded] = useState(false)
  const done = (): void => {
    if (backup?.here === 'same') setAdded(true)
    else sayCameBack('file')
    setBackup(undefined)
  }
  return (
    <>
      <OpenBackup
        open={t('restoreOpen')}
        submit={t('restoreLook')}
        test="restore"
        onChosen={() => {
          setBackup(undefined)
          setAdded(false)
        }}
        onOpened={async (opened) => setBackup(opened)}
      />
      {backup && <TakeOver key={backup.head} backup={backup} onDone={done} />}
      {isAdded && (
        <Note tone="good" alert test="restore-added">
          {t('restoreAdded')}
        </Note>
      )}
    </>
  )
}

/** What is in the file, what of it can not be had, and the button. */
function TakeOver({ backup, onDone }: { backup: OpenedBackup; onDone: () => void }): JSX.Element {
  const report = useArrivalFocus<HTMLDivElement>()
  const restore = useCommand('backup.restore')
  const [goesOnline, setGoesOnline] = useState(false)
  const [hasNoRoom, setHasNoRoom] = useState(false)
  const { memberships = [], own = 0, settings } = backup.description ?? {}
  const holds = [
    list(backup.personas.map(personaTitle)),
    ...(memberships.length > 0 ? [plural('tryFestivals', memberships.length)] : []),
    ...(own > 0 ? [plural('tryEntries', own)] : []),
  ]
  if (backup.here === 'other') {
    return (
      <Note tone="bad" alert test="error" code="other-wallet">
        {t('error_other_wallet')}
      </Note>
    )
  }
  const take = async (): Promise<void> => {
    const [persona] = backup.personas
    if (persona === undefined) return
    const description = backup.description ?? NO_DESCRIPTION
    const found = { name: backup.name, persona, made: backup.made, description, bundles: backup.bundles }
    try {
      await stageRestore(panelDatabase(), found, Date.now())
      await storePictures(new DexieBlobStore(panelDatabase(), { now: () => Date.now() }), backup.pictures)
    } catch {
      return setHasNoRoom(true)
    }
    const { head, secretsKey } = backup
    if ((await restore.run({ head, secretsKey, online: goesOnline })) !== undefined) onDone()
  }
  return (
    <div class="stack" ref={report} tabIndex={-1} data-test="restore-report" data-trouble={backup.trouble}>
      <p class="small">{t('restoreHolds', [formatDay(backup.made, viewerZone()), list(holds)])}</p>
      {backup.trouble && (
        <Note tone="warn" icon="warn" test="restore-trouble" code={backup.trouble}>
          {backupTroubleWords(backup.trouble)}{' '}
          {backup.description === undefined ? t('restoreOnlyIdentity') : t('restorePart')}
        </Note>
      )}
      {memberships.length > 0 && (
        <Check on={goesOnline} onChange={setGoesOnline} test="restore-online">
          {t('restoreOnline')}
          <span class="hint">{settings?.online === true ? t('restoreWasOnline') : t('restoreWasOffline')}</span>
        </Check>
      )}
      <div class="row wrap">
        <Button look="main" busy={restore.busy} test="restore-take" onClick={() => void take()}>
          {backup.here === 'same' ? t('restoreAdd') : t('restoreTake')}
        </Button>
      </div>
      {hasNoRoom && (
        <Note tone="bad" alert test="error" code="storage-full">
          {t('importNoRoom')}
        </Note>
      )}
      <Outcome slow={restore.slow} error={restore.error} />
    </div>
  )
}
