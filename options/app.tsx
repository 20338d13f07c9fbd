// The options page as a whole: head, rail, the section that the address names.
import type { JSX } from 'preact'
import { readPersonaKeys } from '../src/adapters/dexie/persona-rows.ts'
import { countInboxes, readApprovals } from '../src/adapters/dexie/queries.ts'
import { BackupLine } from '../ui/backup-line.tsx'
import { Full } from '../ui/full.tsx'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-paths.ts'
import { t } from '../ui/i18n.ts'
import { RoomLine } from '../ui/room-line.tsx'
import { UndoToast } from '../ui/undo-toast.tsx'
import { UnlockCard } from '../ui/unlock-card.tsx'
import { UnlockGate } from '../ui/unlock-gate.tsx'
import { type NodeState, useNode } from '../ui/use-node.ts'
import { useLive } from '../ui/use-live.ts'
import { useWallet } from '../ui/use-wallet.ts'
import { type Address, type Section, sections, useAddress } from './section-route.ts'
import { Calendar } from './calendar/calendar.tsx'
import { later } from './later.tsx'
import { Screen } from './calendar/screen.tsx'
import { Head } from './head.tsx'
import { About } from './sections/about.tsx'
import { Festivals } from './sections/festivals.tsx'
import { Network } from './sections/network.tsx'
import { PeopleSection } from './sections/people.tsx'
import { Places } from './sections/places.tsx'
import { Programme } from './sections/programme.tsx'
import { RequestsSection } from './sections/requests.tsx'
import { Settings } from './sections/settings.tsx'
import { Sites } from './sections/sites.tsx'
import { Things } from './sections/things.tsx'

const RAIL: Readonly<Record<Section, { icon: IconName; words: string }>> = {
  festivals: { icon: 'tent', words: 'railFestivals' },
  calendar: { icon: 'calendar', words: 'railCalendar' },
  places: { icon: 'pin', words: 'railPlaces' },
  things: { icon: 'square', words: 'railThings' },
  requests: { icon: 'inbox', words: 'railRequests' },
  people: { icon: 'people', words: 'railPeople' },
  programme: { icon: 'list', words: 'railProgramme' },
  sites: { icon: 'globe', words: 'railSites' },
  network: { icon: 'network', words: 'railNetwork' },
  identity: { icon: 'key', words: 'railIdentity' },
  data: { icon: 'file', words: 'railData' },
  settings: { icon: 'gear', words: 'railSettings' },
  about: { icon: 'info', words: 'railAbout' },
}

// Readers of calendar files, of words and of backups are as large as all the rest of the app.
const Data = later(async () => (await import('./sections/data.tsx')).Data)
const Identity = later(async () => (await import('./sections/identity.tsx')).Identity)

export function App(): JSX.Element {
  const node = useNode()
  const wallet = useWallet()
  const { section, path } = useAddress()
  if (section === 'calendar' && path[0] === 'screen' && node !== undefined) {
    return <Screen node={node} path={path.slice(1)} />
  }
  return (
    <div class="app">
      <header>{node && <Head node={node} />}</header>
      <nav aria-label={t('navName')}>
        {sections.map((each) => (
          <a
            key={each}
            href={`#${each}`}
            aria-current={each === section ? 'page' : undefined}
            data-test={`rail-${each}`}
          >
            <Icon name={RAIL[each].icon} />
            {t(RAIL[each].words)}
            {each === 'requests' && <WaitingCount />}
          </a>
        ))}
      </nav>
      <main>
        <section class="section" data-test={`section-${section}`}>
          <h1>{t(RAIL[section].words)}</h1>
          <UnlockCard wallet={wallet} focus={false} />
          {node && (
            <Full key={partOf(section, path)}>
              {section !== 'identity' && <BackupLine {...node} />}
              <RoomLine />
              <Open section={section} path={path} node={node} />
            </Full>
          )}
        </section>
      </main>
      {/* The history has a line of its own for it. */}
      {!(section === 'requests' && path[0] === 'history') && <UndoToast />}
      <UnlockGate />
    </div>
  )
}

/** How many requests and sites wait for an answer. */
function WaitingCount(): JSX.Element | null {
  const count = useLive(async (db) => {
    const [requests, approvals] = [
      await countInboxes(db, await readPersonaKeys(db), Date.now()),
      await readApprovals(db),
    ]
    return requests + approvals.length
  })
  if (!count) return null
  return (
    <span class="count" data-test="rail-count">
      {count}
    </span>
  )
}

/** What is shown anew as a whole when it changes. The calendar keeps what was chosen in it while days go by. */
function partOf(section: Section, path: readonly string[]): string {
  return section === 'calendar' ? section : [section, ...path].join('/')
}

function Open({ section, path, node }: Address & { node: NodeState }): JSX.Element {
  switch (section) {
    case 'festivals':
      return <Festivals node={node} />
    case 'calendar':
      return <Calendar node={node} path={path} />
    case 'places':
      return <Places node={node} />
    case 'things':
      return <Things node={node} path={path} />
    case 'requests':
      return <RequestsSection node={node} path={path} />
    case 'people':
      return <PeopleSection node={node} />
    case 'programme':
      return <Programme node={node} />
    case 'sites':
      return <Sites node={node} />
    case 'network':
      return <Network node={node} />
    case 'identity':
      return <Identity node={node} />
    case 'data':
      return <Data node={node} />
    case 'settings':
      return <Settings />
    case 'about':
      return <About />
  }
}
