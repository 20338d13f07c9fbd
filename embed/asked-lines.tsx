// What became of what this visitor asked for: yours, waiting, declined, taken.

import type { JSX } from 'preact'
import type { RequestItem, ResourceItem } from '../page/p2panda.d.ts'
import { dotOf, Dots } from './dots.tsx'
import type { Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'

interface AskedLinesProps {
  readonly scene: Scene
  readonly thing: ResourceItem
  /** Ids of the events that it was asked for. */
  readonly events: readonly string[]
}

export function AskedLines({ scene, thing, events }: AskedLinesProps): JSX.Element | null {
  const { state, say, times, name } = scene
  const lines = state.items.request.filter(
    (line) => line.resource === thing.id && events.includes(line.event) && dotOf(line.state) !== undefined,
  )
  if (lines.length === 0) return null
  return (
    <section part="asked">
      <h4>{say('asked')}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line.id} data-state={line.state}>
            <span>
              <PageLink scene={scene} of="event" id={line.event}>
                {titleOf(line, scene)}
              </PageLink>
              <span class="soft">
                {' '}
                {times.day(line.from)}, <span class="times">{times.span(line.from, line.to)}</span>
              </span>
            </span>
            <span class="said">
              <Dots states={[line.state]} say={say} />
              <strong>{say(`asked.${dotOf(line.state) ?? 'waiting'}`, { name: name(thing.owner) })}</strong>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function titleOf({ event }: RequestItem, { state, say }: Scene): string {
  return state.items.event.find(({ id }) => id === event)?.title ?? say('unknownThing')
}
