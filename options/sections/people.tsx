// Who is in the festival, what I call them, and whom I do not want to hear (DESIGN 5.7). All of it stays in this browser.
import { useMemo, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readContributions, type Contribution } from '../../src/adapters/dexie/read-contributions.ts'
import { hasWords, searchWords } from '../../src/festival/folded-text.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { NoFestival } from '../no-festival.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { festivalTitle } from '../../ui/festival-title.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { personName } from '../../ui/persona-title.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { usePaged } from '../../ui/use-paged.ts'
import { usePeople, type People } from '../../ui/use-people.ts'
import { BlockedPeople } from './people-blocked.tsx'
import { PersonRow } from './person-row.tsx'

export function PeopleSection({ node }: { node: NodeState }): JSX.Element {
  const { festivals, archived } = node
  const [festival] = useCurrentFestival(festivals, archived)
  return (
    <>
      <p class="soft">{t('peopleText')}</p>
      {festival === undefined ? (
        <NoFestival node={node} />
      ) : (
        <PeopleOf key={festival.festival} festival={festival} mine={node.mine} />
      )}
      <BlockedPeople />
    </>
  )
}

function PeopleOf({ festival, mine }: { festival: FestivalOverview; mine: readonly PublicKey[] }): JSX.Element | null {
  const people = usePeople(festival.festival)
  const held = useLive((db) => readContributions(db, festival.festival), [festival.festival])
  // Whom the last press was about: one row at a time is open.
  const [open, setOpen] = useState<string | undefined>(undefined)
  const [search, setSearch] = useState('')
  const words = searchWords(search)
  const known = held?.filter(({ author }) => people[author] !== undefined) ?? []
  const named = useMemo(() => byName(known, people, mine), [held, people])
  const found = named.filter(({ name }) => words.length === 0 || hasWords(words, [name]))
  const { shown, ...rest } = usePaged(found)
  if (held === undefined) return null
  const isAlone = named.every(({ held: { author } }) => mine.includes(author))
  return (
    <section class="card padded">
      <h2>{visibleText(festivalTitle(festival))}</h2>
      {named.length > shown.length || search !== '' ? (
        <>
          <SearchField label={t('thingsSearch')} value={search} onInput={setSearch} test="people-search" />
          <p class="small soft" role="status" data-test="people-found" data-count={found.length}>
            {plural('thingsFound', found.length)}
          </p>
        </>
      ) : null}
      <ul>
        {shown.map(({ held: each }) => (
          <PersonRow
            key={each.author}
            held={each}
            festival={festival}
            profile={people[each.author]}
            isMe={mine.includes(each.author)}
            open={open === each.author}
            onOpen={(isOpen) => setOpen(isOpen ? each.author : undefined)}
          />
        ))}
      </ul>
      <MoreButton paged={{ shown, ...rest }} test="people-more" />
      {isAlone && <p class="small soft">{t('peopleAlone')}</p>}
    </section>
  )
}

/** Me first, then by what they are called. */
function byName(
  known: readonly Contribution[],
  people: People,
  mine: readonly PublicKey[],
): { held: Contribution; name: string }[] {
  const named = known.map((held) => ({ held, name: personName(held.author, people[held.author]) }))
  const isMe = (author: PublicKey): number => Number(mine.includes(author))
  const { compare } = new Intl.Collator()
  return named.sort(
    (a, b) =>
      isMe(b.held.author) - isMe(a.held.author) || compare(a.name, b.name) || (a.held.author < b.held.author ? -1 : 1),
  )
}
