// Which section of the options page is open, and at what in it, kept in the address.
import { useEffect, useState } from 'preact/hooks'
import { spans } from './calendar/calendar-route.ts'

export const sections = [
  'festivals',
  'calendar',
  'places',
  'things',
  'requests',
  'people',
  'programme',
  'sites',
  'network',
  'identity',
  'data',
  'settings',
  'about',
] as const
export type Section = (typeof sections)[number]

/** `#thing/<id>/change` is about a thing, in the section of things. */
export interface Address {
  section: Section
  /** What follows the section: empty for the whole of it. */
  path: readonly string[]
}

/** Other names that addresses begin with, and the section that shows them. */
const WITHIN: ReadonlyMap<string, Section> = new Map([
  ['thing', 'things'],
  ['offer', 'things'],
  ['screen', 'calendar'],
])

export function useAddress(): Address {
  const [address, setAddress] = useState(() => readAddress(location.hash))
  useEffect(() => {
    const changed = (): void => setAddress(readAddress(location.hash))
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return address
}

export function readAddress(hash: string): Address {
  const [name = '', ...rest] = hash.replace(/^#/, '').split('/')
  const within = WITHIN.get(name)
  if (within !== undefined) return { section: within, path: [name, ...rest] }
  return { section: sections.find((section) => section === name) ?? 'festivals', path: rest }
}

/**
 * Where to go when another festival is chosen: the section, without what is open in it of the one before. A calendar stays one of
 * days, of weeks, or a list.
 */
export function rootAddress(hash: string): string {
  const { section, path } = readAddress(hash)
  const span = section === 'calendar' ? spans.find((each) => each === path[0]) : undefined
  return span === undefined ? `#${section}` : `#${section}/${span}`
}

/** Where to go when what begins now is done. Who went elsewhere meanwhile is not pulled back. */
export function whenDone(): (hash: string) => void {
  const from = location.hash
  return (hash) => {
    if (location.hash === from) location.hash = hash
  }
}
