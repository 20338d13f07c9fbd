// Defines the elements of a page, once: a second copy of the script finds them there and leaves them alone.

import { elementOf, type View } from './element.tsx'
import { Programme } from './programme.tsx'

const VIEWS: Readonly<Record<string, View>> = {
  'p2panda-programme': Programme,
}

export function defineElements(script: string | undefined): void {
  for (const [name, view] of Object.entries(VIEWS)) {
    if (customElements.get(name) === undefined) customElements.define(name, elementOf(view, script))
  }
}
