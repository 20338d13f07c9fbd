// Whether there is no room for lanes beside each other, as on a phone; windows change their size.
import { useEffect, useState } from 'preact/hooks'

/** As in the styles of the app. */
const NARROW = '(max-width: 720px)'

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches)
  useEffect(() => {
    const query = matchMedia(NARROW)
    const changed = (): void => setNarrow(query.matches)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  return narrow
}
