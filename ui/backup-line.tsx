// The reminder to keep one's keys, by what is at risk: nothing, a quiet line, or one that is seen. Never in the way.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import type { BackupNeed } from '../src/wallet/backup-need.ts'
import { plural, t } from './i18n.ts'
import { Icon } from './icon.tsx'

export function BackupLine({ need }: { need: BackupNeed }): JSX.Element | null {
  if (need.level === 'none') return null
  const words = need.level === 'quiet' ? t('backupLineQuiet') : plural('backupLineClear', need.newer)
  return (
    <p class={`backup-line small ${need.level}`} data-test="backup-line" data-level={need.level}>
      <Icon name="key" size="small" />
      <span class="grow">{words}</span>
      <a href={browser.runtime.getURL('options/options.html#identity')} target="_blank" rel="noreferrer">
        {t('backupLineGo')}
      </a>
    </p>
  )
}
