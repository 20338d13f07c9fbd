// A square is a thing: it wears the colour of its owner, so that ownership is visible before it is read (DESIGN §9).
import type { JSX } from 'preact'
import { personaName } from '../src/wallet/animals.ts'
import type { ResourceKind } from '../src/operations/operation.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.ts'

const BY_KIND: Readonly<Record<ResourceKind, IconName>> = {
  place: 'house',
  thing: 'square',
  skill: 'hand',
  ticket: 'ticket',
}

/** Words in a title that have a drawing of their own, in the languages of the panels. First match wins. */
const BY_WORD: readonly (readonly [RegExp, IconName])[] = [
  [/projector|beamer|projektor/iu, 'projector'],
  [/chair|stool|bench|stuhl|stühle|hocker|bank\b|kissen|cushion/iu, 'chair'],
  [/speaker|lautsprecher|box(en)?\b|\bpa\b|anlage/iu, 'speaker'],
  [/drum|trommel|schlagzeug/iu, 'drum'],
  [/\bbike|bicycle|fahrrad|lastenrad|rad\b/iu, 'bike'],
  [/boat|boot\b|kahn|kanu|canoe/iu, 'boat'],
  [/plant|garden|garten|pflanze/iu, 'plant'],
  [/printer|drucker|\bpress\b|presse/iu, 'print'],
  [/wall\b|mauer|wand\b/iu, 'wall'],
  [/kitchen|küche|\bpots?\b|topf|töpfe/iu, 'pot'],
  [/micro|mikro|\bmic\b/iu, 'mic'],
  [/lamp|light|licht|scheinwerfer/iu, 'sun'],
]

/** The drawing for a resource: by a word of its title, else by its kind. */
export function thingIcon(resource: { title: string; kind: ResourceKind }): IconName {
  return BY_WORD.find(([word]) => word.test(resource.title))?.[1] ?? BY_KIND[resource.kind]
}

export function Thing(props: {
  resource: { title: string; kind: ResourceKind; owner: string }
  size?: 'small' | 'large'
}): JSX.Element {
  const classes = ['thing', `colour-${personaName(props.resource.owner).colour}`, props.size].filter(Boolean).join(' ')
  return (
    <span class={classes}>
      <Icon name={thingIcon(props.resource)} />
    </span>
  )
}
