// <p2panda-resource>: a place, a thing or a skill, and when it is taken. Without `resource`: everything that is lent.

import type { JSX } from 'preact'
import type { RequestItem, ResourceItem } from '../page/p2panda.d.ts'
import { Origin } from './banner.tsx'
import { Unknown } from './event-card.tsx'
import { ResourceList } from './resource-list.tsx'
import type { Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'

export function ResourceCard({ scene }: { scene: Scene }): JSX.Element {
  const { state, say, attribute, resource } = scene
  const wanted = attribute('resource')
  if (wanted === undefined && state.items.festival.length > 0) return <ResourceList scene={scene} />
  const found = resource(wanted ?? '')
  if (found === undefined) return <Unknown scene={scene} words={say('unknownResource')} />
  return <Card scene={scene} thing={found} />
}

function Card({ scene, thing }: { scene: Scene; thing: ResourceItem }): JSX.Element {
  const { state, say, times, name } = scene
  const granted = state.items.request.filter((line) => line.resource === thing.id && line.state === 'granted')
  const titleOf = ({ event }: RequestItem): string =>
    state.items.event.find(({ id }) => id === event)?.title ?? say('unknownThing')
  return (
    <article class="card" part="card">
      <h3 part="title">
        <bdi>{thing.title}</bdi>
      </h3>
      <p class="soft">
        <bdi>{say('by', { name: name(thing.owner) })}</bdi>
        {thing.capacity > 1 && ` · ${say('capacity', { count: thing.capacity })}`}
      </p>
      {thing.retired && <p class="bad">{say('retired')}</p>}
      {thing.description !== undefined && <p part="description">{thing.description}</p>}
      <h4>{say('taken')}</h4>
      {granted.length === 0 ? (
        <p class="soft">{say('free')}</p>
      ) : (
        <ul>
          {granted.map((line) => (
            <li key={line.id}>
              <PageLink scene={scene} of="event" id={line.event}>
                {titleOf(line)}
              </PageLink>
              <span>
                {times.day(line.from)}, <span class="times">{times.span(line.from, line.to)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <Origin scene={scene} />
    </article>
  )
}
