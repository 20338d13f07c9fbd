// One festival on the options page: what it is, its invite, and the festivals inside it (mockup 04a).
import { useState } from 'preact/hooks'
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { CopyEventsCard } from '../../ui/copy-events-card.tsx'
import { DemoCard } from '../../ui/demo-card.tsx'
import { DemoSteps } from '../../ui/demo-steps.tsx'
import { FestivalFacts } from '../../ui/festival-facts.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { t } from '../../ui/i18n.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { Holders } from '../../ui/holders.tsx'
import { InheritedList } from '../../ui/inherited-list.tsx'
import { InviteLink } from '../../ui/invite-link.tsx'
import { FoundPersonas } from '../../ui/found-personas.tsx'
import { LogNotices } from '../../ui/log-notices.tsx'
import { LostPersona } from '../../ui/lost-persona.tsx'
import { ParentNote } from '../../ui/parent-note.tsx'
import { Poster } from '../../ui/poster.tsx'
import { ReofferCard } from '../../ui/reoffer-card.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useInherited } from '../../ui/use-inherited.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { PutAway } from './archived.tsx'
import { ChangeFestival } from './change-festival.tsx'
import { CloneForm } from './clone-form.tsx'
import { FestivalId } from './festival-id.tsx'
import { FestivalInside, type FestivalNest } from './festival-inside.tsx'
import { LeaveFestival } from './leave-festival.tsx'

/** Where the first steps in a demo are done. Answering is at home in the popup. */
const PLACES = {
  answer: browser.runtime.getURL('popup/popup.html#waiting'),
  offer: '#things',
  event: '#calendar',
  dots: '#calendar',
  mark: '#calendar',
}

/** `level`: of its heading; a card inside another one is one deeper. */
export function FestivalCard(props: {
  nest: FestivalNest
  mine: readonly PublicKey[]
  network: NodeState['network']
  level?: 2 | 3
}): JSX.Element {
  const { nest, mine, network, level = 2 } = props
  const { festival } = nest
  const { me } = festival
  const inherited = useInherited(festival, me)
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section class="card" data-test="festival-card" data-title={festival.title}>
      <div class={level === 2 ? 'festival-card' : 'festival-card inner'}>
        <div>
          <Poster festival={festival.festival} />
        </div>
        <div>
          <Heading>
            <SafeText text={festivalTitle(festival)} />
          </Heading>
          <FestivalFacts festival={festival} />
          {network && !festival.isDemo && <Holders holders={network.holders[festival.festival] ?? 0} />}
          <FoundPersonas festival={festival} />
          <LostPersona festival={festival} />
          <LogNotices festival={festival.festival} mine={mine} />
          {level === 2 && <ParentNote festival={festival} />}
          {festival.isDemo ? (
            <>
              <DemoCard festival={festival.festival} />
              <DemoSteps festival={festival.festival} places={PLACES} />
            </>
          ) : (
            <InviteLink festival={festival.festival} />
          )}
          {inherited && <InheritedList inherited={inherited} />}
          {festival.known && !festival.isDemo && <Cloning festival={festival} />}
          {festival.creator !== undefined && mine.includes(festival.creator) && <Changing festival={festival} />}
          {festival.known && !festival.isDemo && <FestivalId festival={festival} />}
          {!festival.isDemo && <PutAway festival={festival} />}
          {!festival.isDemo && <LeaveFestival festival={festival} mine={mine} />}
        </div>
      </div>
      {inherited && <ReofferCard festival={festival.festival} things={inherited.mine} />}
      {inherited && <CopyEventsCard festival={festival} events={inherited.myEvents} />}
      {festival.known && !festival.isDemo && (
        <FestivalInside
          nest={nest}
          mine={mine}
          card={(inner) => <FestivalCard nest={inner} mine={mine} network={network} level={3} />}
        />
      )}
    </section>
  )
}

function Cloning({ festival }: { festival: FestivalOverview }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <CloneForm festival={festival} onDone={() => setOpen(false)} />
  return (
    <p class="again">
      <Button look="line" size="small" icon="clone" test="clone-open" onClick={() => setOpen(true)}>
        {t('cloneOpen', [isolated(festival.title)])}
      </Button>
    </p>
  )
}

function Changing({ festival }: { festival: FestivalOverview }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <ChangeFestival festival={festival} onDone={() => setOpen(false)} />
  return (
    <p class="again">
      <Button look="line" size="small" icon="edit" test="festival-change" onClick={() => setOpen(true)}>
        {t('festivalChange', [isolated(festival.title)])}
      </Button>
    </p>
  )
}
