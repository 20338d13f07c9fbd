// Which section of the options page is open, kept in the address.
import { useEffect, useState } from 'preact/hooks'

export const sections = ['festivals', 'people', 'programme', 'sites', 'network', 'identity', 'data', 'about'] as const
export type Section = (typeof sections)[number]

export function useSection(): Section {
  const [section, setSection] = useState(read)
  useEffect(() => {
    const changed = (): void => setSection(read())
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return section
}

function read(): Section {
  return sections.find((section) => location.hash === `#${section}`) ?? 'festivals'
}
