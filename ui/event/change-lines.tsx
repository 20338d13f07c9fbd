// What my event asks for: each line to be withdrawn, or to be joined by something that would do as well; and what it needs besides.
import type { JSX } from 'preact'
import type { EventLine, EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { Button } from '../button.tsx'
import { isolated, visibleText } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { Outcome } from '../outcome.tsx'
import { Thing } from '../thing.tsx'
import { SafeText } from '../safe-text.tsx'
import { useCommand } from '../use-command.ts'
import { type Offered, useOffers } from './use-offers.ts'
import { ThingChoice } from './thing-choice.tsx'

/** Says for a moment what just happened. */
type Say = (words: string) => void

export function ChangeLines({
  overview,
  festival,
  say,
}: {
  overview: EventOverview
  festival: Pick<FestivalOverview, 'festival'>
  say: Say
}): JSX.Element | null {
  const { event } = overview
  const offers = useOffers(festival.festival, event) ?? []
  const lines = overview.lines.filter(({ state }) => state !== 'withdrawn' && state !== 'superseded')
  const asked = new Set(lines.map(({ request }) => request.resource))
  const others = offers.filter(({ resource }) => !asked.has(resource.id))
  if (lines.length + others.length === 0) return null
  return (
    <section>
      <h2 class="section-title">{t('eventNeeds')}</h2>
      <div class="inside">
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <LineRow key={line.request.id} {...{ line, say }} others={inFestivalOf(line, others)} />
            ))}
          </ul>
        )}
        {others.length > 0 && <AskForMore event={event} others={others} say={say} />}
      </div>
    </section>
  )
}

/** Alternatives of a line are asked for in one log, so all of them are of one festival. */
function inFestivalOf({ request }: EventLine, offers: readonly Offered[]): Offered[] {
  return offers.filter(({ resource }) => resource.festival === request.festival)
}

function AskForMore(props: { event: EventOverview['event']; others: readonly Offered[]; say: Say }): JSX.Element {
  const { festival, id: event } = props.event
  const add = useCommand('request.create')
  const ask = async ({ resource }: Offered): Promise<boolean> => {
    if (!(await add.run({ festival, event, resource: resource.id }))) return false
    props.say(t('lineMoreDone', [isolated(resource.title)]))
    return true
  }
  return (
    <div class="more-line">
      <ThingChoice
        label={t('lineMore')}
        empty={t('lineMoreChoose')}
        offers={props.others}
        busy={add.busy}
        test="line-more"
        onAsk={ask}
      />
      <Outcome slow={add.slow} error={add.error} />
    </div>
  )
}

function LineRow({ line, others, say }: { line: EventLine; others: readonly Offered[]; say: Say }): JSX.Element {
  const { request, resource } = line
  const withdraw = useCommand('request.withdraw')
  const add = useCommand('request.create')
  const title = resource?.title ?? t('thingUnknown')
  const withdrawLine = async (): Promise<void> => {
    if (await withdraw.run({ request: request.id })) say(t('lineWithdrawDone', [isolated(title)]))
  }
  const addOther = async (other: Offered): Promise<boolean> => {
    const { event, from, to, required } = request
    const asked = { resource: other.resource.id, from, to, required, alternativeTo: request.id }
    const festival = request.eventFestival ?? request.festival
    if (!(await add.run({ festival, event, ...asked }))) return false
    say(t('lineOrDone', [isolated(other.resource.title)]))
    return true
  }
  const isDone = line.state === 'not-needed' || request.withdrawn !== undefined
  return (
    <li class="need" data-test="change-line" data-title={visibleText(title)} data-state={line.state}>
      {resource && <Thing resource={resource} size="small" />}
      <span class="grow stack tight">
        <span class="need-name">
          {request.alternativeTo !== undefined && <span class="soft">{t('lineOrOf')} </span>}
          <SafeText text={title} />
        </span>
        {isDone && <span class="small soft">{t('lineNotNeeded')}</span>}
        {!isDone && others.length > 0 && (
          <ThingChoice
            label={t('lineOr', [visibleText(title)])}
            empty={t('lineOrChoose')}
            offers={others}
            busy={add.busy}
            test="line-or"
            onAsk={addOther}
          />
        )}
        <Outcome slow={withdraw.slow || add.slow} error={withdraw.error ?? add.error} />
      </span>
      {!isDone && (
        <Button
          look="line"
          size="small"
          busy={withdraw.busy}
          label={t('lineWithdrawName', [visibleText(title)])}
          test="line-withdraw"
          onClick={() => void withdrawLine()}
        >
          {t('lineWithdraw')}
        </Button>
      )}
    </li>
  )
}
