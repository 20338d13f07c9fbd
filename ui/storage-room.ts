// How much room the browser gives, and whether it promises to keep what is stored. Browsers are asked to promise it.
import { useContext, useEffect, useState } from 'preact/hooks'
import { FillingPart } from './filling.ts'

/** Less than this, and people are warned: what others write in a busy festival takes as much in a day. */
const TIGHT_BYTES = 100_000_000

export interface StorageRoom {
  /** Bytes of everything that is stored here. */
  used: number
  /** Bytes that may still be stored. */
  left: number
  /** The browser promises to keep it. Chromium does not promise what it keeps for the permission `unlimitedStorage`. */
  isKept: boolean
}

/** Undefined where the browser does not tell. */
export async function readStorageRoom(storage: StorageManager): Promise<StorageRoom | undefined> {
  try {
    const isKept = (await storage.persisted()) || (await storage.persist())
    const { usage, quota } = await storage.estimate()
    if (usage === undefined || quota === undefined) return undefined
    return { used: usage, left: Math.max(0, quota - usage), isKept }
  } catch {
    return undefined
  }
}

/** Whether it is time to make room. */
export function isTight({ left }: StorageRoom): boolean {
  return left < TIGHT_BYTES
}

/** Asked again when `change` is another one. */
export function useStorageRoom(change?: unknown): StorageRoom | undefined {
  const [room, setRoom] = useState<StorageRoom | undefined>(undefined)
  const part = useContext(FillingPart)
  useEffect(() => {
    let isGone = false
    const answered = part?.ask()
    const look = async (): Promise<void> => {
      const answer = await readStorageRoom(navigator.storage)
      answered?.()
      if (!isGone) setRoom(answer)
    }
    void look()
    return () => {
      isGone = true
    }
  }, [change])
  return room
}
