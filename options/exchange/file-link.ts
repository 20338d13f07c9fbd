// Something made here as a file for the downloads; its address lasts as long as whoever shows it.
import { useEffect, useRef, useState } from 'preact/hooks'
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
