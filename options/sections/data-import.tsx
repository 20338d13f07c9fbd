// Opens files that others saved: chosen or dropped, several at once, each a row that says how far it is.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readImports, stageImport } from '../../src/adapters/dexie/import-rows.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { askAgain, useLive } from '../../ui/use-live.ts'
import { DropFiles } from '../data/drop-files.tsx'
import { ImportItem } from './data-import-item.tsx'

export function ImportFiles(props: { festivals: FestivalOverview[]; persona: PublicKey | undefined }): JSX.Element {
  const imports = useLive(readImports)
  const [hasNoRoom, setHasNoRoom] = useState(false)
  const open = async (files: readonly File[]): Promise<void> => {
    setHasNoRoom(false)
    const staged = await Promise.allSettled(files.map(stage))
    setHasNoRoom(staged.some(({ status }) => status === 'rejected'))
    askAgain()
  }
  return (
    <DropFiles
      title={t('importTitle')}
      text={props.persona === undefined ? t('importNoPanda') : t('importText')}
      open={t('importOpen')}
      accept=".p2panda"
      multiple
      look={imports?.length === 0 ? 'main' : 'line'}
      test="import-file"
      onFiles={(files) => void open(files)}
    >
      {hasNoRoom && (
        <Note tone="bad" alert test="error" code="storage-full">
          {t('importNoRoom')}
        </Note>
      )}
      {imports?.length === 0 && <p class="small soft">{t('importNone')}</p>}
      {imports !== undefined && imports.length > 0 && (
        <ul>
          {imports.map((row) => (
            <ImportItem key={row.id} row={row} festivals={props.festivals} hasPersona={props.persona !== undefined} />
          ))}
        </ul>
      )}
    </DropFiles>
  )
}

function stage(file: File): Promise<number> {
  return stageImport(panelDatabase(), { name: file.name, size: file.size, data: file }, Date.now())
}
