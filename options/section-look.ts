// What a section is called wherever it can be gone to, and the drawing beside its name.
import type { IconName } from '../ui/icon-paths.ts'
import type { Section } from './section-route.ts'

/** `words` is the name of a message. */
export const sectionLook: Readonly<Record<Section, { icon: IconName; words: string }>> = {
  festivals: { icon: 'tent', words: 'railFestivals' },
  calendar: { icon: 'calendar', words: 'railCalendar' },
  places: { icon: 'pin', words: 'railPlaces' },
  things: { icon: 'square', words: 'railThings' },
  requests: { icon: 'inbox', words: 'railRequests' },
  people: { icon: 'people', words: 'railPeople' },
  programme: { icon: 'list', words: 'railProgramme' },
  sites: { icon: 'globe', words: 'railSites' },
  network: { icon: 'network', words: 'railNetwork' },
  identity: { icon: 'key', words: 'railIdentity' },
  data: { icon: 'file', words: 'railData' },
  settings: { icon: 'gear', words: 'railSettings' },
  about: { icon: 'info', words: 'railAbout' },
}
