// A part of a page that is shown as a whole: what it holds takes its place at once, and is seen when all questions in it were
// answered. Nothing moves away from under anybody's finger.
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Filling, FillingPart } from './filling.ts'

export function Full({ children }: { children: ComponentChildren }): JSX.Element {
  const [isFull, setIsFull] = useState(false)
  const [filling] = useState(() => new Filling(() => setIsFull(true)))
  useEffect(() => {
    filling.begin()
    return () => filling.end()
  }, [filling])
  return (
    <FillingPart.Provider value={filling}>
      <div class={isFull ? 'full' : 'full filling'} aria-busy={isFull ? undefined : true}>
        {children}
      </div>
    </FillingPart.Provider>
  )
}
