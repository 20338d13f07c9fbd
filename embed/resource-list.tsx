// Everything that is lent in a festival: places, things, what people can do.

import type { JSX } from 'preact'
import type { ResourceItem } from '../page/p2panda.d.ts'
import { Origin } from './banner.tsx'
import type { Scene } from './scene.ts'
import { PageLink } from './site-pages.tsx'

const KINDS: readonly ResourceItem['kind'][] = ['place', 'thing', 'skill', 'ticket']

export function ResourceList({ scene }: { scene: Scene }): JSX.Element {
  const { state, say } = scene
  const lent = state.items.resource.filter(({ retired }) => !retired)
  if (lent.length === 0) return <p class="soft">{say('nothingLent')}</p>
  const kinds = KINDS.map((kind) => ({ kind, ofKind: lent.filter((thing) => thing.kind === kind) }))
  return (
    <div class="kinds" part="kinds">
      {kinds
        .filter(({ ofKind }) => ofKind.length > 0)
        .map(({ kind, ofKind }) => (
          <section key={kind}>
            <h3 class="day">{say(`all.${kind}`)}</h3>
            <ul class="events">
              {ofKind.map((thing) => (
                <Row key={thing.id} scene={scene} thing={thing} />
              ))}
            </ul>
          </section>
        ))}
      <Origin scene={scene} />
    </div>
  )
}

function Row({ scene, thing }: { scene: Scene; thing: ResourceItem }): JSX.Element {
  const { say, name } = scene
  return (
    <li class="lent" part="resource" data-resource={thing.id} data-title={thing.title}>
      <h4 part="title">
        <PageLink scene={scene} of="resource" id={thing.id}>
          {thing.title}
        </PageLink>
      </h4>
      <p class="soft">
        <bdi>{thing.description ?? ''}</bdi>
      </p>
      <p class="soft by">
        <bdi>{say('by', { name: name(thing.owner) })}</bdi>
      </p>
    </li>
  )
}
