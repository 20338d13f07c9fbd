// A live query as a hook: the last value stays on screen until the next one is there (DESIGN §3.1).
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { live } from '../src/adapters/dexie/live.ts'
import type { Database } from '../src/adapters/dexie/schema.ts'
import { FillingPart } from './filling.ts'
import { panelDatabase } from './panel-database.ts'

const running = new Set<{ again: () => void }>()

/** Asks every live query of this page again: when a command settled or a view came back. */
export function askAgain(): void {
  for (const query of running) query.again()
}

/**
 * The value of `query`, undefined before the first answer. Runs anew when one of `inputs` changes; while `since` says the same, and
 * nobody announces a change, it is not asked again.
 */
export function useLive<Value>(
  query: (db: Database) => Promise<Value>,
  inputs: readonly unknown[] = [],
  { since }: { since?: (db: Database) => Promise<unknown> } = {},
): Value | undefined {
  const [value, setValue] = useState<Value | undefined>(undefined)
  const latest = useRef(query)
  latest.current = query
  const part = useContext(FillingPart)
  useEffect(() => {
    const answered = part?.ask()
    const stop = new AbortController()
    const db = panelDatabase()
    const handle = live(
      () => latest.current(db),
      (next) => {
        setValue(() => next)
        answered?.()
      },
      {
        signal: stop.signal,
        visible: () => document.visibilityState === 'visible',
        ...(since === undefined ? {} : { since: () => since(db) }),
      },
    )
    running.add(handle)
    return () => {
      running.delete(handle)
      stop.abort()
      answered?.()
    }
  }, inputs)
  return value
}
