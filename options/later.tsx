// A part of the app that is a file of its own: read when somebody opens it for the first time.
import type { FunctionComponent } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import { FillingPart } from '../ui/filling.ts'
import { t } from '../ui/i18n.ts'
import { Note } from '../ui/note.tsx'

/** The component that `load` brings. What is around it is not full before it is there. */
export function later<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  let known: FunctionComponent<Props> | undefined
  return function Later(props) {
    const [Part, setPart] = useState(() => known)
    const [isBroken, setBroken] = useState(false)
    const part = useContext(FillingPart)
    useEffect(() => {
      if (known !== undefined) return undefined
      const arrived = part?.ask()
      let isOver = false
      const read = async (): Promise<void> => {
        try {
          known = await load()
          if (!isOver) setPart(() => known)
        } catch {
          if (!isOver) setBroken(true)
        }
        arrived?.()
      }
      void read()
      return () => {
        isOver = true
        arrived?.()
      }
    }, [])
    if (isBroken) {
      return (
        <Note tone="bad" alert test="part-broken">
          {t('partBroken')}
        </Note>
      )
    }
    return Part === undefined ? null : <Part {...props} />
  }
}
