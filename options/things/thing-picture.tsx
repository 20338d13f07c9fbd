// What stands beside a thing in a list: its first picture, or its square in the colour of its owner.
import type { JSX } from 'preact'
import type { ResourceRow } from '../../src/festival/views.ts'
import { picturesOf } from '../../src/operations/blobs.ts'
import { SmallPicture } from '../../ui/picture.tsx'
import { Thing } from '../../ui/thing.tsx'

export function ThingPicture({ resource }: { resource: ResourceRow }): JSX.Element {
  const [picture] = picturesOf(resource)
  const drawing = <Thing resource={resource} size="large" />
  return picture === undefined ? drawing : <SmallPicture picture={picture} instead={drawing} />
}
