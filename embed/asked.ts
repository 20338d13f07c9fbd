// What this visitor asked for on this site, so that it can say later what became of it. The browser keeps it for this site alone:
// for which events a thing was asked, which everybody in the festival can read; that it was here, nobody learns.

const PREFIX = 'p2panda:asked:'
/** More than anybody asks of one thing; the oldest go. */
const MOST = 20

/** Ids of the events that a thing was asked for. */
export function askedFor(resource: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + resource) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []
  } catch {
    // A browser that keeps nothing, or a site that wrote something else there.
    return []
  }
}

export function noteAsked(resource: string, event: string): void {
  const events = [...askedFor(resource).filter((each) => each !== event), event].slice(-MOST)
  try {
    localStorage.setItem(PREFIX + resource, JSON.stringify(events))
  } catch {
    // Then it is known as long as the page is open.
  }
}
