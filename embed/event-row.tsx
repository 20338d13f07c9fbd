// One event in the programme: when, what, where, how far it is confirmed, and what this visitor can do about it.

import { Fragment, type JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { EventItem, RequestItem } from '../page/p2panda.d.ts'
import { CalendarLink } from './calendar-file.tsx'
import { Dots } from './dots.tsx'
import { refusalWord } from './refusal-words.ts'
import { placesOf, type Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'
import type { WordKey } from './words.ts'

export function EventRow(props: { event: EventItem; scene: Scene }): JSX.Element {
  const { event, scene } = props
  const { title, cancelled, confirmation } = event
  return (
    <li
      class={cancelled ? 'event cancelled' : 'event'}
      part={cancelled ? 'event cancelled' : 'event'}
      data-event={event.id}
      data-title={title}
      data-granted={confirmation.granted}
      data-required={confirmation.required}
    >
      <When event={event} scene={scene} />
      <div class="what">
        <h4 part="title">
          <PageLink scene={scene} of="event" id={event.id}>
            {title}
          </PageLink>
        </h4>
        <p class="soft">
          <Where event={event} scene={scene} />
        </p>
      </div>
      <Confirmed event={event} scene={scene} />
      <CalendarLink event={event} scene={scene} />
      <Answers event={event} scene={scene} />
    </li>
  )
}

export function When({ event: { from, to }, scene: { times } }: { event: EventItem; scene: Scene }): JSX.Element {
  const theirs = times.spanForVisitor(from, to)
  return (
    <p class="when" part="time">
      <time dateTime={new Date(from).toISOString()}>{times.span(from, to)}</time>
      {theirs !== undefined && <span class="soft yours times">{theirs}</span>}
    </p>
  )
}

export function Where({ event, scene }: { event: EventItem; scene: Scene }): JSX.Element {
  return (
    <>
      {placesOf(event, scene).map(({ id, title }) => (
        <Fragment key={id}>
          <PageLink scene={scene} of="resource" id={id}>
            {title}
          </PageLink>
          {', '}
        </Fragment>
      ))}
      <bdi>{scene.say('with', { name: scene.name(event.author) })}</bdi>
    </>
  )
}

export function Confirmed({ event, scene: { say } }: { event: EventItem; scene: Scene }): JSX.Element {
  const { granted, required, lines } = event.confirmation
  const words = event.cancelled
    ? say('cancelled')
    : granted >= required
      ? say('confirmed')
      : say('partly', { granted, required })
  return (
    <div class="confirmed">
      {!event.cancelled && <Dots states={lines.map(({ state }) => state)} say={say} />}
      <span class={event.cancelled ? 'bad' : 'soft'}>{words}</span>
    </div>
  )
}

/** Requests of the event that wait for this visitor. */
export function Answers({ event, scene }: { event: EventItem; scene: Scene }): JSX.Element | null {
  const mine = scene.state.items.request.filter((request) => request.event === event.id && request.mine === true)
  if (mine.length === 0 || event.cancelled) return null
  return (
    <div class="answers" part="answers">
      {mine.map((request) => (
        <Answer key={request.id} request={request} scene={scene} />
      ))}
    </div>
  )
}

function Answer({ request, scene }: { request: RequestItem; scene: Scene }): JSX.Element {
  const { say, source, resource } = scene
  const [note, setNote] = useState<WordKey>()
  const thing = resource(request.resource)?.title ?? say('unknownThing')
  const answer = async (decision: 'grant' | 'deny'): Promise<void> => {
    setNote('asking')
    const asked = source.visitor?.provider?.authorize({ request: request.id, decision })
    setNote(await asked?.then(() => undefined, refusalWord))
  }
  return (
    <div class="answer">
      <button type="button" part="lend" class="button" data-request={request.id} onClick={() => void answer('grant')}>
        {say('lend', { thing })}
      </button>
      <button type="button" part="decline" class="button line" onClick={() => void answer('deny')}>
        {say('decline')}
      </button>
      <span class="soft" role="status">
        {note === undefined ? '' : say(note)}
      </span>
    </div>
  )
}
