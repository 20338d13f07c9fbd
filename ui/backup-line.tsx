// The reminder to keep one's keys, by what is at risk: nothing, a quiet line, or one that is seen. Never in the way.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import { plural, t } from './i18n.ts'
import { Icon } from './icon.tsx'
import type { NodeState } from './use-node.ts'

export function BackupLine({ backup, isDamaged }: Pick<NodeState, 'backup' | 'isDamaged'>): JSX.Element | null {
  const level = isDamaged ? 'clear' : backup.level
  if (level === 'none') return null
  const reminder = level === 'quiet' ? t('backupLineQuiet') : plural('backupLineClear', backup.newer)
  return (
    <p class={`backup-line small ${level}`} data-test="backup-line" data-level={level}>
      <Icon name="key" size="small" />
      <span class="grow">{isDamaged ? t('damagedLine') : reminder}</span>
      <a class="reach" href={browser.runtime.getURL('options/options.html#identity')} target="_blank" rel="noreferrer">
        {isDamaged ? t('damagedGo') : t('backupLineGo')}
      </a>
    </p>
  )
}
