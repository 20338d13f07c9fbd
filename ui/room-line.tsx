// Said in every panel before the browser's room for p2panda is used up, while there is still time to make some.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import { formatBytes } from './format-bytes.ts'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'
import { isTight, useStorageRoom } from './storage-room.ts'

export function RoomLine(): JSX.Element | null {
  const room = useStorageRoom()
  if (room === undefined || !isTight(room)) return null
  return (
    <p class="backup-line small clear" data-test="room-line">
      <Icon name="warn" size="small" />
      <span class="grow">{t('roomTight', [formatBytes(room.left)])}</span>
      <a class="reach" href={browser.runtime.getURL('options/options.html#data')} target="_blank" rel="noreferrer">
        {t('roomGo')}
      </a>
    </p>
  )
}
