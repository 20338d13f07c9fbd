// A thing or an event as somebody shows it: its pictures, whole, and what is said about it.
import type { JSX } from 'preact'
import { picturesOf } from '../../src/operations/blobs.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatWhen } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Person } from '../../ui/person.tsx'
import { WholePicture } from '../../ui/picture.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useLive } from '../../ui/use-live.ts'
import { unreachable, useLooking } from '../../ui/use-looking.ts'
import { usePeopleAround } from '../../ui/use-people.ts'
import type { ViewProps } from '../app.tsx'
import { ViewHead } from './view-head.tsx'

/** `about` is the id of a resource or an event. */
export function Pictures({ about, node, festival }: ViewProps & { about: string }): JSX.Element {
  const people = usePeopleAround(festival.festival)
  const shown = useLive(
    async (db) => {
      const id = parseEntryHash(about)
      if (id === undefined) return null
      const [resource, event] = await Promise.all([db.resources.get(id), db.events.get(id)])
      return resource ?? event ?? null
    },
    [about],
  )
  const pictures = shown ? picturesOf(shown) : []
  useLooking(pictures)
  if (shown === undefined) return <ViewHead title="" back="all" />
  if (shown === null) return <Empty title={t('lookNone')} text={t('lookNoneText')} />
  const author = 'owner' in shown ? shown.owner : shown.author
  const reach = unreachable(node, shown.festival)
  return (
    <div class="scroll" data-test="pictures-of" data-title={shown.title}>
      <ViewHead title={visibleText(shown.title)} back={'owner' in shown ? 'all' : 'today'} />
      <div class="inside stack">
        <Person publicKey={author} profile={people[author]} />
        {'from' in shown && <p class="mono small">{formatWhen(shown, festival.timezone)}</p>}
        {pictures.map((picture) => (
          <WholePicture key={picture.hash} picture={picture} reach={reach} />
        ))}
        {shown.description && (
          <p>
            <SafeText text={shown.description} />
          </p>
        )}
      </div>
    </div>
  )
}
