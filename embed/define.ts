// Defines the elements of a page, once: a second copy of the script finds them there and leaves them alone.

import { elementOf, type View } from './element.tsx'
import { EventCard } from './event-card.tsx'
import { JoinCard, openInviteLinks } from './join-card.tsx'
import { OfferForm } from './offer-form.tsx'
import { PlaceMap } from './place-map.tsx'
import { Programme } from './programme.tsx'
import { RequestForm } from './request-form.tsx'
import { ResourceCard } from './resource-card.tsx'

const VIEWS: Readonly<Record<string, View>> = {
  'p2panda-programme': Programme,
  'p2panda-event': EventCard,
  'p2panda-resource': ResourceCard,
  'p2panda-request': RequestForm,
  'p2panda-offer': OfferForm,
  'p2panda-join': JoinCard,
  'p2panda-map': PlaceMap,
}

export function defineElements(script: string | undefined): void {
  for (const [name, view] of Object.entries(VIEWS)) {
    if (customElements.get(name) === undefined) customElements.define(name, elementOf(view, script))
  }
  openInviteLinks()
}
