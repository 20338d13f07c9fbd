// The site's own pages of events and things, where it names them: `event-page="event.html?event={id}"`.

import type { ComponentChildren, JSX } from 'preact'
import type { Scene } from './scene.ts'

interface PageLinkProps {
  readonly scene: Scene
  readonly of: 'event' | 'resource'
  readonly id: string
  readonly children: ComponentChildren
}

/** Its name, and a link where the site has a page of it. */
export function PageLink({ scene, of, id, children }: PageLinkProps): JSX.Element {
  const name = <bdi>{children}</bdi>
  const address = addressOf(scene.attribute(`${of}-page`), id)
  return address === undefined ? name : <a href={address}>{name}</a>
}

/** Undefined where there is none, or none on the web. */
export function addressOf(template: string | undefined, id: string): string | undefined {
  const address = template?.replaceAll('{id}', encodeURIComponent(id))
  return address !== undefined && isWebAddress(address, document.baseURI) ? address : undefined
}

/** Attributes may come from a content management system: no `javascript:`. */
export function isWebAddress(text: string, base: string): boolean {
  return ['https:', 'http:'].includes(URL.parse(text, base)?.protocol ?? '')
}
