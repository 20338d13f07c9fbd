// Which view the popup shows, kept in the address: views can be opened from outside, going back works.
import { useEffect, useState } from 'preact/hooks'

/** `waiting` is what opens first. `approval` has no navigation: it is answered or left for later. */
export const views = [
  'waiting',
  'today',
  'offer',
  'thing',
  'all',
  'event',
  'create',
  'join',
  'look',
  'pictures',
  'approval',
] as const
export type View = (typeof views)[number]

/** `#approval/<id>`: a view and what it is about. */
export interface Route {
  view: View
  about?: string
}

/** The view that this page was opened with: a window that was opened for a question closes when it is answered. */
export const openedWith: View = parseRoute(location.hash).view

export function parseRoute(hash: string): Route {
  const [name = '', about] = hash.replace(/^#/, '').split('/', 2)
  const view = views.find((each) => each === name) ?? 'waiting'
  return about ? { view, about: decode(about) } : { view }
}

export function href(view: View, about?: string): string {
  return about === undefined ? `#${view}` : `#${view}/${encodeURIComponent(about)}`
}

export function go(view: View, about?: string): void {
  location.hash = href(view, about)
}

/**
 * Where to go when what begins now is done. It may take a while: who went elsewhere meanwhile is not pulled back.
 */
export function whenDone(): typeof go {
  const from = location.hash
  return (view, about) => {
    if (location.hash === from) go(view, about)
  }
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const changed = (): void => setRoute(parseRoute(location.hash))
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return route
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
