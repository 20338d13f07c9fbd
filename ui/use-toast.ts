// One toast at a time: what just happened, gone after some seconds or when the next thing happens.
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'

const SHOWN_FOR_MS = 5_000

export interface ToastState {
  words: ComponentChildren
  say: (words: ComponentChildren) => void
}

export function useToast(): ToastState {
  const [shown, setShown] = useState<{ words: ComponentChildren } | undefined>(undefined)
  useEffect(() => {
    if (shown === undefined) return undefined
    const timer = setTimeout(() => setShown(undefined), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [shown])
  const say = useCallback((words: ComponentChildren) => setShown({ words }), [])
  return { words: shown?.words, say }
}
