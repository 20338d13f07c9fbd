// An import goes on by itself within half a minute when everything that worked on it was killed (background's alarm). While
// somebody watches it stand still, it is told to go on at once.
import { useEffect } from 'preact/hooks'
import type { ImportRow } from '../../src/adapters/dexie/import-schema.ts'
import { command } from '../../messages/client.ts'

/** Storing a piece takes far less. Telling one that is at work changes nothing. */
const STILL_MS = 5000

export function useNudge({ id, kind, state, phase, offset, entries, checked }: ImportRow): void {
  useEffect(() => {
    if (state !== 'running') return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void command('import.start', { import: id, kind })
    }, STILL_MS)
    return () => clearInterval(timer)
  }, [id, kind, state, phase, offset, entries, checked])
}
