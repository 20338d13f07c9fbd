// People with a browser each, the meeting point and the web site that they share: all of it ends with its tests.
import type { BrowserKind, LaunchOptions } from '../../../scripts/browsers/browser.ts'
import { Person } from '../../../scripts/story/person.ts'
import { serveWebsite } from '../../../scripts/story/website.ts'
import type { Served } from '../../../scripts/serve.ts'
import { startTracker, type Tracker } from '../../../scripts/tracker.ts'
import { atTheEnd, useBrowsers, type Stay } from './browsers.ts'
import { extensionFolder } from './extension.ts'

export interface People {
  /** Somebody with the extension, who has not pressed anything yet. */
  readonly person: (name: string, kind: BrowserKind, options?: Partial<LaunchOptions>) => Promise<Person>
  /** Somebody who has made a persona. */
  readonly panda: (name: string, kind: BrowserKind, options?: Partial<LaunchOptions>) => Promise<Person>
  readonly tracker: () => Promise<Tracker>
  /** The example web site. */
  readonly website: () => Promise<Served>
  /** Runs when these people go. */
  readonly afterwards: (end: () => Promise<void>) => void
}

/**
 * Call inside `describe`. Whoever stays for all of its tests is started in `beforeAll`, and each test begins with a festival of
 * its own.
 */
export function usePeople(stay: Stay = 'test'): People {
  const start = useBrowsers(stay)
  const ends: (() => Promise<void>)[] = []
  atTheEnd(stay, () => Promise.all(ends.splice(0).map((end) => end())))
  const person: People['person'] = async (name, kind, options) =>
    new Person(name, await start(kind, { name, extension: extensionFolder(kind), ...options }))
  return {
    person,
    panda: async (name, kind, options) => {
      const somebody = await person(name, kind, options)
      await somebody.makePanda()
      return somebody
    },
    tracker: async () => {
      const tracker = await startTracker()
      ends.push(tracker.stop)
      return tracker
    },
    website: async () => {
      const site = await serveWebsite()
      ends.push(site.stop)
      return site
    },
    afterwards: (end) => void ends.push(end),
  }
}
