// Programme lists: everybody's choices of a festival's events, and the desk at which a list is made.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readNamedEvents, readProgrammes } from '../../src/adapters/dexie/read-programmes.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { NoFestival } from '../no-festival.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { usePeople } from '../../ui/use-people.ts'
import { emptyDraft, ProgrammeDesk, type Draft } from './programme-desk.tsx'
import { ProgrammeList } from './programme-list.tsx'

export function Programme({ node }: { node: NodeState }): JSX.Element {
  const [festival] = useCurrentFestival(node.festivals, node.archived)
  if (festival === undefined || node.persona === undefined) {
    return <NoFestival node={node} />
  }
  return (
    <>
      <p class="soft">{t('programmeText')}</p>
      <Lists key={festival.festival} festival={festival} me={festival.me} />
    </>
  )
}

function Lists({ festival, me }: { festival: FestivalOverview; me: PublicKey }): JSX.Element | null {
  const people = usePeople(festival.festival)
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const chosen = draft.events.map(({ event }) => event)
  const read = useLive(
    async (db) => {
      const lists = await readProgrammes(db, festival.festival)
      const listed = lists.flatMap(({ events }) => events.map(({ event }) => event))
      return { lists, known: await readNamedEvents(db, [...listed, ...chosen]) }
    },
    [festival.festival, chosen.join()],
  )
  if (read === undefined) return null
  const { lists, known } = read
  return (
    <>
      {lists.map((list) => (
        <ProgrammeList
          key={list.id}
          {...{ list, people, festival }}
          events={known}
          {...(list.author === me ? { onChange: () => setDraft({ title: list.title, events: list.events }) } : {})}
        />
      ))}
      <ProgrammeDesk {...{ festival, draft }} events={known} onDraft={setDraft} />
    </>
  )
}
