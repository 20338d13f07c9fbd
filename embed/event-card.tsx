// <p2panda-event>: one event with all that it asks for.

import type { JSX } from 'preact'
import { Excuse, Origin } from './banner.tsx'
import { CalendarLink } from './calendar-file.tsx'
import { dotOf, Dots } from './dots.tsx'
import { Answers, Confirmed, When, Where } from './event-row.tsx'
import { Fallback } from './programme.tsx'
import type { Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'

export function EventCard({ scene }: { scene: Scene }): JSX.Element {
  const { state, say, times, attribute, resource } = scene
  const event = state.items.event.find(({ id }) => id === attribute('event'))
  if (event === undefined) return <Unknown scene={scene} words={say('unknownEvent')} />
  const lines = event.confirmation.lines.filter(({ state: each }) => dotOf(each) !== undefined)
  return (
    <article class={event.cancelled ? 'card cancelled' : 'card'} part="card">
      <h3 part="title">
        <bdi>{event.title}</bdi>
      </h3>
      <p class="soft">{times.day(event.from)}</p>
      <When event={event} scene={scene} />
      <p class="soft">
        <Where event={event} scene={scene} />
      </p>
      {event.description !== undefined && <p part="description">{event.description}</p>}
      <Confirmed event={event} scene={scene} />
      {lines.length > 0 && (
        <>
          <h4>{say('needs')}</h4>
          <ul>
            {lines.map((line) => (
              <li key={line.request}>
                <PageLink scene={scene} of="resource" id={line.resource}>
                  {resource(line.resource)?.title ?? say('unknownThing')}
                </PageLink>
                <Dots states={[line.state]} say={say} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Answers event={event} scene={scene} />
      <CalendarLink event={event} scene={scene} />
      <Origin scene={scene} />
    </article>
  )
}

/** While nothing is known to be true: why. Else that what was asked for is not part of it. */
export function Unknown({ scene, words }: { scene: Scene; words: string }): JSX.Element {
  const isKnown = scene.state.items.festival.length > 0
  return (
    <>
      {isKnown ? <p class="soft">{words}</p> : <Excuse scene={scene} />}
      {!isKnown && <Fallback scene={scene} />}
    </>
  )
}
