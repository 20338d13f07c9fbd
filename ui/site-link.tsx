// A link to the web site that decides about a thing: shown by its host, opened in a tab of its own, and only when a browser can.
// The site is told which thing it is about.
import type { JSX } from 'preact'
import type { ResourceRow } from '../src/festival/views.ts'
import { siteOrigin } from '../messages/site-origin.ts'
import { visibleText } from './hidden-characters.ts'

export function SiteLink({ resource }: { resource: ResourceRow }): JSX.Element | null {
  const { policy } = resource
  if (policy.kind !== 'external') return null
  if (siteOrigin(policy.url) === undefined) return <bdi class="mono">{visibleText(policy.url)}</bdi>
  const address = new URL(policy.url)
  address.searchParams.set('festival', resource.festival)
  address.searchParams.set('resource', resource.id)
  return (
    <a href={address.href} target="_blank" rel="noopener noreferrer" class="mono" data-test="site-link">
      <bdi>{visibleText(address.host)}</bdi>
    </a>
  )
}
