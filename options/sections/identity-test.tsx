// Opens a backup without taking anything over, and says in words what it holds and what is missing compared with now.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { command } from '../../messages/client.ts'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import { list, plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { useArrivalFocus } from '../../ui/use-arrival-focus.ts'
import { askAgain, useLive } from '../../ui/use-live.ts'
import { backupTroubleWords } from '../backup/backup-words.ts'
import type { OpenedBackup } from '../backup/read-backup.ts'
import { testBackup, type BackupTest } from '../backup/test-backup.ts'
import { KeepStep } from './keep-step.tsx'
import { OpenBackup } from './open-backup.tsx'

/** What is said of a backup that was tried; its keys are forgotten at once. */
interface Tried {
  backup: Pick<OpenedBackup, 'personas' | 'here' | 'trouble'>
  test: BackupTest
}

export function TryBackup(): JSX.Element {
  const backup = useLive((db) => readSetting(db, 'backup'))
  const [tested, setTested] = useState<Tried | undefined>(undefined)
  const test = async (opened: OpenedBackup): Promise<void> => {
    const result = await testBackup(opened)
    const isFine = opened.trouble === undefined && result.lost === 0 && opened.here === 'same'
    if (isFine) await command('backup.tried', { made: opened.made })
    askAgain()
    const { personas, here, trouble } = opened
    setTested({ backup: { personas, here, ...(trouble && { trouble }) }, test: result })
  }
  return (
    <KeepStep number={3} isDone={backup?.tried !== undefined} title={t('tryTitle')} text={t('tryText')} test="try-card">
      <OpenBackup
        open={t('tryOpen')}
        submit={t('tryDo')}
        test="try"
        onChosen={() => setTested(undefined)}
        onOpened={test}
      />
      {tested && <Tested {...tested} />}
    </KeepStep>
  )
}

function Tested({ backup, test }: Tried): JSX.Element {
  const report = useArrivalFocus<HTMLDivElement>()
  const isWhole = backup.trouble === undefined && test.lost === 0
  const holds = [
    list(backup.personas.map(personaTitle)),
    plural('tryFestivals', test.festivals),
    plural('tryEntries', test.entries),
    ...(test.people > 0 ? [plural('tryPeople', test.people)] : []),
  ]
  const missing = [
    ...(test.newer.festivals > 0 ? [plural('tryFestivals', test.newer.festivals)] : []),
    ...(test.newer.entries > 0 ? [plural('tryEntries', test.newer.entries)] : []),
  ]
  return (
    <div
      class="stack tight"
      ref={report}
      tabIndex={-1}
      role="status"
      data-test="try-report"
      data-entries={test.entries}
      data-newer={test.newer.entries}
    >
      <Note tone={isWhole ? 'good' : 'bad'} test={isWhole ? 'try-fine' : 'try-trouble'}>
        {isWhole ? t('tryFine') : backupTroubleWords(backup.trouble ?? 'damaged')}
      </Note>
      <p class="small">{t('tryHolds', [list(holds)])}</p>
      {backup.here === 'other' && <Note tone="warn">{t('tryOther')}</Note>}
      {!isWhole && <p class="small soft">{t('tryMakeAnother')}</p>}
      {isWhole && backup.here === 'same' && (
        <p class="small soft">{missing.length === 0 ? t('tryNothingNewer') : t('tryNewer', [list(missing)])}</p>
      )}
    </div>
  )
}
