// Who is in the festival, what I call them, and whom I do not want to hear (DESIGN 5.7). All of it stays in this browser.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readContributions, type Contribution } from '../../src/adapters/dexie/read-contributions.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Empty } from '../../ui/empty.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { personName } from '../../ui/persona-title.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { usePeople, type People } from '../../ui/use-people.ts'
import { BlockedPeople } from './people-blocked.tsx'
import { PersonRow } from './person-row.tsx'

export function PeopleSection({ node }: { node: NodeState }): JSX.Element {
  const { festivals, archived, persona } = node
  const [festival] = useCurrentFestival(festivals, archived)
  return (
    <>
      <p class="soft">{t('peopleText')}</p>
      {festival === undefined ? (
        <Empty title={t('festivalsNone')} text={persona ? t('waysText') : t('personaFirst')} />
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
  if (held === undefined) return null
  const shown = held.filter(({ author }) => people[author] !== undefined).sort(byName(people, mine))
  const isAlone = shown.every(({ author }) => mine.includes(author))
  return (
    <section class="card padded">
      <h2>{visibleText(festivalTitle(festival))}</h2>
      <ul>
        {shown.map((each) => (
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
      {isAlone && <p class="small soft">{t('peopleAlone')}</p>}
    </section>
  )
}

/** Me first, then by what they are called. */
function byName(people: People, mine: readonly PublicKey[]): (a: Contribution, b: Contribution) => number {
  const name = (author: string): string => personName(author, people[author])
  return (a, b) =>
    Number(mine.includes(b.author)) - Number(mine.includes(a.author)) ||
    name(a.author).localeCompare(name(b.author)) ||
    (a.author < b.author ? -1 : 1)
}
