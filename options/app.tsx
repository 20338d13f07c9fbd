// The options page as a whole: head, rail or the bar of a phone, the section that the address names.
import type { JSX } from 'preact'
import { BackupLine } from '../ui/backup-line.tsx'
import { Full } from '../ui/full.tsx'
import { t } from '../ui/i18n.ts'
import { RoomLine } from '../ui/room-line.tsx'
import { UndoToast } from '../ui/undo-toast.tsx'
import { UnlockCard } from '../ui/unlock-card.tsx'
import { UnlockGate } from '../ui/unlock-gate.tsx'
import { type NodeState, useNode } from '../ui/use-node.ts'
import { useWallet } from '../ui/use-wallet.ts'
import { type Address, type Section, sections, useAddress } from './section-route.ts'
import { BottomBar } from './bottom-bar.tsx'
import { Calendar } from './calendar/calendar.tsx'
import { later } from './later.tsx'
import { Screen } from './calendar/screen.tsx'
import { Head } from './head.tsx'
import { sectionLook } from './section-look.ts'
import { SectionLink } from './section-link.tsx'
import { useNarrow } from './use-narrow.ts'
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

// Readers of calendar files, of words and of backups are as large as all the rest of the app.
const Data = later(async () => (await import('./sections/data.tsx')).Data)
const Identity = later(async () => (await import('./sections/identity.tsx')).Identity)

export function App(): JSX.Element {
  const node = useNode()
  const wallet = useWallet()
  const { section, path } = useAddress()
  const isNarrow = useNarrow()
  if (section === 'calendar' && path[0] === 'screen' && node !== undefined) {
    return <Screen node={node} path={path.slice(1)} />
  }
  return (
    <div class="app">
      <header>{node && <Head node={node} />}</header>
      {!isNarrow && (
        <nav class="rail" aria-label={t('navName')}>
          {sections.map((each) => (
            <SectionLink key={each} to={each} current={section} />
          ))}
        </nav>
      )}
      <main>
        <section class="section" data-test={`section-${section}`}>
          <h1>{t(sectionLook[section].words)}</h1>
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
      {isNarrow && <BottomBar current={section} />}
      {/* The history has a line of its own for it. */}
      {!(section === 'requests' && path[0] === 'history') && <UndoToast />}
      <UnlockGate />
    </div>
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
