// Something made here as a file for the downloads; its address lasts as long as whoever shows it.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { formatBytes } from '../../ui/format-bytes.ts'
import { t } from '../../ui/i18n.ts'
import { download } from '../data/download.ts'

export interface SavedFile {
  name: string
  size: number
  url: string
}

export function useFileLink(): [SavedFile | undefined, (content: BlobPart, name: string, type: string) => void] {
  const [saved, setSaved] = useState<SavedFile | undefined>(undefined)
  const url = useRef<string | undefined>(undefined)
  const forget = (): void => {
    if (url.current !== undefined) URL.revokeObjectURL(url.current)
  }
  useEffect(() => forget, [])
  const save = (content: BlobPart, name: string, type: string): void => {
    forget()
    const file = new Blob([content], { type })
    url.current = URL.createObjectURL(file)
    setSaved({ name, size: file.size, url: url.current })
    download(url.current, name)
  }
  return [saved, save]
}

/** Says what was saved; pressed again it is saved again. */
export function SavedFileLine(props: { saved: SavedFile | undefined; test: string }): JSX.Element | null {
  const { saved } = props
  if (saved === undefined) return null
  return (
    <p class="small" role="status">
      <a href={saved.url} download={saved.name} data-test={props.test}>
        {t('exportSaved', [saved.name, formatBytes(saved.size)])}
      </a>
    </p>
  )
}
