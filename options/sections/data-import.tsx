// Opens files that others saved: chosen or dropped, several at once, each a row that says how far it is.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readImports, stageImport } from '../../src/adapters/dexie/import-rows.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { panelDatabase } from '../../ui/panel-database.ts'
import { askAgain, useLive } from '../../ui/use-live.ts'
import { ImportItem } from './data-import-item.tsx'

export function ImportFiles(props: { festivals: FestivalOverview[]; persona: PublicKey | undefined }): JSX.Element {
  const imports = useLive(readImports)
  const [isOver, setIsOver] = useState(false)
  const [hasNoRoom, setHasNoRoom] = useState(false)
  const open = async (files: readonly File[]): Promise<void> => {
    setHasNoRoom(false)
    const staged = await Promise.allSettled(files.map(stage))
    setHasNoRoom(staged.some(({ status }) => status === 'rejected'))
    askAgain()
  }
  return (
    <section
      class={`card padded stack drop${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        void open([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <h2>{t('importTitle')}</h2>
      <p class="small soft">{props.persona === undefined ? t('importNoPanda') : t('importText')}</p>
      <FileButton isFirst={imports?.length === 0} onFiles={(files) => void open(files)} />
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
    </section>
  )
}

function stage(file: File): Promise<number> {
  return stageImport(panelDatabase(), { name: file.name, size: file.size, data: file }, Date.now())
}

/** The native input takes keys and focus; what is seen is its label. */
function FileButton({ isFirst, onFiles }: { isFirst: boolean; onFiles: (files: File[]) => void }): JSX.Element {
  return (
    <label class={`button ${isFirst ? 'main' : 'line'} file-button`}>
      <Icon name="upload" />
      {t('importOpen')}
      <input
        type="file"
        class="spoken"
        multiple
        accept=".p2panda"
        data-test="import-file"
        onChange={(event) => {
          const { files } = event.currentTarget
          onFiles([...(files ?? [])])
          // The same file may be opened again.
          event.currentTarget.value = ''
        }}
      />
    </label>
  )
}
