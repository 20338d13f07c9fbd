// One festival: invite, things, people, my name here, the other festivals and the ways to more of them.
import browser from 'webextension-polyfill'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { readResources } from '../../src/adapters/dexie/queries.ts'
import { Button } from '../../ui/button.tsx'
import { ConnectDirectly } from '../../ui/connect-directly.tsx'
import { CopyEventsCard } from '../../ui/copy-events-card.tsx'
import { DemoCard } from '../../ui/demo-card.tsx'
import { DemoSteps } from '../../ui/demo-steps.tsx'
import { FestivalFacts } from '../../ui/festival-facts.tsx'
import { festivalTitle } from '../../ui/festival-title.ts'
import { t } from '../../ui/i18n.ts'
import { FoundPersonas } from '../../ui/found-personas.tsx'
import { InheritedList } from '../../ui/inherited-list.tsx'
import { InviteLink } from '../../ui/invite-link.tsx'
import { LogNotices } from '../../ui/log-notices.tsx'
import { LostPersona } from '../../ui/lost-persona.tsx'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'
import { ParentNote } from '../../ui/parent-note.tsx'
import { Person } from '../../ui/person.tsx'
import { Poster } from '../../ui/poster.tsx'
import { ReofferCard } from '../../ui/reoffer-card.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useInherited } from '../../ui/use-inherited.ts'
import { useLive } from '../../ui/use-live.ts'
import { type People, usePeople } from '../../ui/use-people.ts'
import type { ViewProps } from '../app.tsx'
import { go, href } from '../route.ts'
import { MyName } from './my-name.tsx'
import { ThingRow, titlesOf } from './thing-row.tsx'

/** Where the first steps in a demo are done. */
const PLACES = {
  answer: href('waiting'),
  offer: href('offer'),
  event: href('event'),
  dots: href('today'),
  mark: browser.runtime.getURL('options/options.html#calendar'),
}

export function Festival(props: ViewProps): JSX.Element {
  const { festival, me, node } = props
  const people = usePeople(festival.festival)
  const things = useLive((db) => readResources(db, festival.festival), [festival.festival])
  const inherited = useInherited(festival, me)
  const others = node.festivals.filter((each) => each.festival !== festival.festival)
  return (
    <div class="scroll" data-test="festival" data-title={festival.title} data-festival={festival.festival}>
      <div class="banner">
        <Poster festival={festival.festival} />
      </div>
      <div class="inside stack festival">
        <FestivalHead festival={festival} />
        <FoundPersonas festival={festival} />
        <LostPersona festival={festival} />
        <LogNotices festival={festival.festival} mine={node.mine} />
        <ParentNote key={`parent ${festival.festival}`} festival={festival} />
        {inherited && (
          <ReofferCard key={`offer ${festival.festival}`} festival={festival.festival} things={inherited.mine} />
        )}
        {inherited && (
          <CopyEventsCard key={`copy ${festival.festival}`} festival={festival} events={inherited.myEvents} />
        )}
        {festival.isDemo ? (
          <>
            <DemoSteps key={`steps ${festival.festival}`} festival={festival.festival} places={PLACES} />
            <DemoCard key={festival.festival} festival={festival.festival} />
          </>
        ) : (
          <InviteLink key={festival.festival} festival={festival.festival} />
        )}
        {inherited && <InheritedList inherited={inherited} />}
        {!festival.isDemo && (
          <Button
            look="line"
            size="small"
            icon="gear"
            test="festival-manage"
            onClick={() => void browser.runtime.openOptionsPage()}
          >
            {t('festivalManage')}
          </Button>
        )}
        {!festival.isDemo && (
          <More words={t('directTitle')} test="direct">
            <ConnectDirectly key={festival.festival} festival={festival.festival} />
          </More>
        )}
      </div>
      <Things things={things ?? []} mine={node.mine} people={people} zone={festival.timezone} />
      <section>
        <h2 class="section-title">{t('festivalPeople')}</h2>
        <div class="inside stack">
          <div class="people">
            {Object.values(people).map((profile) => (
              <Person key={profile.author} publicKey={profile.author} profile={profile} picture={profile.picture} />
            ))}
          </div>
          <MyName key={festival.festival} festival={festival.festival} me={me} profile={people[me]} />
        </div>
      </section>
      <OtherFestivals others={others} onChoose={props.chooseFestival} />
    </div>
  )
}

function FestivalHead({ festival }: { festival: FestivalOverview }): JSX.Element {
  return (
    <div>
      <h1>
        <SafeText text={festivalTitle(festival)} />
      </h1>
      <FestivalFacts festival={festival} />
      {!festival.known && (
        <div class="message">
          <Note tone="info" icon="clock">
            {t('festivalNotHere')}
          </Note>
        </div>
      )}
    </div>
  )
}

function Things(props: {
  things: readonly ResourceRow[]
  mine: readonly PublicKey[]
  people: People
  zone: string
}): JSX.Element | null {
  const { things, ...row } = props
  if (things.length === 0) return null
  const titles = titlesOf(things)
  return (
    <section>
      <h2 class="section-title">{t('festivalThings')}</h2>
      <ul class="inside">
        {things.map((resource) => (
          <ThingRow key={resource.id} resource={resource} {...row} titles={titles} />
        ))}
      </ul>
    </section>
  )
}

function OtherFestivals(props: {
  others: readonly FestivalOverview[]
  onChoose: (festival: string) => void
}): JSX.Element {
  return (
    <section>
      <h2 class="section-title">{t('festivalOthers')}</h2>
      <div class="cards">
        {props.others.map((other) => (
          <OtherFestival key={other.festival} festival={other} onChoose={() => props.onChoose(other.festival)} />
        ))}
        <div class="row wrap">
          <Button look="line" icon="link" size="small" test="join-festival" onClick={() => go('join')}>
            {t('festivalJoin')}
          </Button>
          <Button look="line" icon="plus" size="small" test="create-festival" onClick={() => go('create')}>
            {t('festivalStart')}
          </Button>
        </div>
      </div>
    </section>
  )
}

function OtherFestival(props: { festival: FestivalOverview; onChoose: () => void }): JSX.Element {
  return (
    <button type="button" class="list-button" data-test="other-festival" onClick={props.onChoose}>
      <span class="mini-poster">
        <Poster festival={props.festival.festival} />
      </span>
      <b class="mono small cut">
        <SafeText text={festivalTitle(props.festival)} />
      </b>
    </button>
  )
}
