// If this device breaks: three steps, and how many of them are done (mockup 08a).
import type { JSX } from 'preact'
import { readBackupState } from '../../src/adapters/dexie/backup-rows.ts'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Badge } from '../../ui/badge.tsx'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { useLive } from '../../ui/use-live.ts'
import { BackupFile } from './identity-backup.tsx'
import { TryBackup } from './identity-test.tsx'
import { TwelveWords } from './identity-words.tsx'
import { RestoreFile } from './restore.tsx'

const STEPS = 3

export function KeepSteps({ me }: { me: PublicKey }): JSX.Element {
  const state = useLive(readBackupState)
  const wallet = useLive((db) => readSetting(db, 'wallet'))
  const hasPassword = wallet?.hasPassword === true
  const isLocked = wallet?.state === 'locked'
  const done = [state?.hasWords, state?.file !== undefined, state?.file?.tried !== undefined].filter(Boolean).length
  return (
    <section>
      <div class="row wrap">
        <h2 class="grow">{t('keepTitle')}</h2>
        {state && <Badge tone={done === STEPS ? 'granted' : 'waiting'}>{t('keepDone', [done, STEPS])}</Badge>}
      </div>
      <ol class="card keep-steps">
        {/* Locking makes it a new one: words that were shown are gone with the key. */}
        <TwelveWords key={String(isLocked)} hasPassword={hasPassword} />
        <BackupFile me={me} hasPassword={hasPassword} />
        <TryBackup />
      </ol>
      <More words={t('restoreMore')} test="restore-more">
        <p class="small soft">{t('restoreMoreText')}</p>
        <RestoreFile />
      </More>
    </section>
  )
}
