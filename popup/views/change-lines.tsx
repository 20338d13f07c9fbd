// What my event asks for, each line to be withdrawn, or to be joined by something that would do as well.
import { useId } from 'preact/hooks'
import type { JSX } from 'preact'
import type { EventLine, EventOverview } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { Button } from '../../ui/button.tsx'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { Thing } from '../../ui/thing.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { ViewProps } from '../app.tsx'
import { useOffers } from '../use-offers.ts'

export function ChangeLines({
  overview,
  festival,
  say,
}: Pick<ViewProps, 'festival' | 'say'> & { overview: EventOverview }): JSX.Element | null {
  const offers = useOffers(festival.festival) ?? []
  const lines = overview.lines.filter(({ state }) => state !== 'withdrawn' && state !== 'superseded')
  const asked = new Set(lines.map(({ request }) => request.resource))
  const others = offers.filter(({ resource, around }) => around === undefined && !asked.has(resource.id))
  if (lines.length === 0) return null
  return (
    <section>
      <h2 class="section-title">{t('eventNeeds')}</h2>
      <ul class="inside">
        {lines.map((line) => (
          <LineRow key={line.request.id} {...{ line, say }} others={others.map(({ resource }) => resource)} />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  line: EventLine
  others: readonly ResourceRow[]
  say: ViewProps['say']
}

function LineRow({ line, others, say }: LineProps): JSX.Element {
  const { request, resource } = line
  const withdraw = useCommand('request.withdraw')
  const add = useCommand('request.create')
  const title = resource?.title ?? t('thingUnknown')
  const withdrawLine = async (): Promise<void> => {
    if (await withdraw.run({ request: request.id })) say(t('lineWithdrawDone', [isolated(title)]))
  }
  const addOther = async (id: string): Promise<void> => {
    const other = others.find((each) => each.id === id)
    if (other === undefined) return
    const { festival, event, from, to, required } = request
    const asked = { resource: other.id, from, to, required, alternativeTo: request.id }
    if (await add.run({ festival, event, ...asked })) say(t('lineOrDone', [isolated(other.title)]))
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
          <OtherChoice title={title} others={others} onChoose={(id) => void addOther(id)} />
        )}
        <Outcome slow={withdraw.slow || add.slow} error={withdraw.error ?? add.error} />
      </span>
      {!isDone && (
        <Button
          look="line"
          size="small"
          busy={withdraw.busy || add.busy}
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

function OtherChoice(props: {
  title: string
  others: readonly ResourceRow[]
  onChoose: (id: string) => void
}): JSX.Element {
  const id = useId()
  return (
    <>
      <label class="spoken" for={id}>
        {t('lineOr', [visibleText(props.title)])}
      </label>
      <select
        id={id}
        class="input"
        value=""
        data-test="line-or"
        onChange={(event) => {
          props.onChoose(event.currentTarget.value)
          event.currentTarget.value = ''
        }}
      >
        <option value="">{t('lineOrChoose')}</option>
        {props.others.map((other) => (
          <option key={other.id} value={other.id}>
            {visibleText(other.title)}
          </option>
        ))}
      </select>
    </>
  )
}
