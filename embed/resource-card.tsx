// <p2panda-resource>: a place, a thing or a skill, and when it is taken.

import type { JSX } from 'preact'
import type { RequestItem } from '../page/p2panda.d.ts'
import { Unknown } from './event-card.tsx'
import type { Scene } from './scene.ts'

export function ResourceCard({ scene }: { scene: Scene }): JSX.Element {
  const { state, say, times, attribute, resource, name } = scene
  const found = resource(attribute('resource') ?? '')
  if (found === undefined) return <Unknown scene={scene} words={say('unknownResource')} />
  const granted = state.items.request.filter((line) => line.resource === found.id && line.state === 'granted')
  const titleOf = ({ event }: RequestItem): string =>
    state.items.event.find(({ id }) => id === event)?.title ?? say('unknownThing')
  return (
    <article class="card" part="card">
      <h3 part="title">
        <bdi>{found.title}</bdi>
      </h3>
      <p class="soft">
        <bdi>{say('by', { name: name(found.owner) })}</bdi>
        {found.capacity > 1 && ` · ${say('capacity', { count: found.capacity })}`}
      </p>
      {found.retired && <p class="bad">{say('retired')}</p>}
      {found.description !== undefined && <p part="description">{found.description}</p>}
      <h4>{say('taken')}</h4>
      {granted.length === 0 ? (
        <p class="soft">{say('free')}</p>
      ) : (
        <ul>
          {granted.map((line) => (
            <li key={line.id}>
              <bdi>{titleOf(line)}</bdi>
              <span>
                {times.day(line.from)}, {times.span(line.from, line.to)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
