// When a button that signs may be pressed: after the question was visible for a moment without the window coming and
// going, and after its end was on screen (wallet-security §8). A page can not time a window under somebody's click.
import { useEffect, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

const ARM_AFTER_MS = 500

/** `question` changes with what is asked; `end` marks the end of what must be read; whether it was seen is undefined until known. */
export function useArmed(
  question: string,
  end: RefObject<HTMLElement | null>,
): { armed: boolean; readToEnd: boolean | undefined } {
  const [rested, setRested] = useState(false)
  const [readToEnd, setReadToEnd] = useState<boolean | undefined>(undefined)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const restart = (): void => {
      clearTimeout(timer)
      setRested(false)
      if (document.visibilityState === 'visible') timer = setTimeout(() => setRested(true), ARM_AFTER_MS)
    }
    restart()
    document.addEventListener('visibilitychange', restart)
    window.addEventListener('focus', restart)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', restart)
      window.removeEventListener('focus', restart)
    }
  }, [question])
  useEffect(() => {
    setReadToEnd(undefined)
    const mark = end.current
    if (mark === null) return undefined
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.some((entry) => entry.isIntersecting)
      setReadToEnd((before) => before === true || seen)
    })
    observer.observe(mark)
    return () => observer.disconnect()
  }, [question])
  return { armed: rested && readToEnd === true, readToEnd }
}
