// Making an event: what, when, and what it needs; each line says at once whether it is free then (mockup 05).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { RequestLine } from '../../messages/panel.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import type { Interval } from '../../src/operations/operation.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { formatForYou, zoneCity } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import { usePeople } from '../../ui/use-people.ts'
import { fromWallText, startOfHour, toWallText } from '../../ui/zone-time.ts'
import type { ViewProps } from '../app.tsx'
import { go } from '../route.ts'
import { useOffers } from '../use-offers.ts'
import { EventNeeds, type Needs } from './event-needs.tsx'
import { ViewHead } from './view-head.tsx'

const HOUR_MS = 3_600_000

export function NewEvent(props: ViewProps): JSX.Element {
  const { festival, timezone: zone } = props.festival
  const create = useCommand('event.create')
  const offers = useOffers(festival)
  const people = usePeople(festival)
  const form = useForm(() => ({ title: '', description: '', ...firstTimes(props.festival, zone) }))
  const [needs, setNeeds] = useState<Needs>({})
  const interval = readInterval(form.values, zone)
  const lines = Object.entries(needs)
  const submit = async (): Promise<void> => {
    const title = form.values.title.trim()
    const description = form.values.description.trim()
    if (title === '' || interval === undefined || interval === 'inverted') return
    const made = await create.run({
      festival,
      title,
      ...interval,
      ...(description === '' ? {} : { description }),
      lines: lines.map(([resource, need]): RequestLine => ({ resource: resource as ObjectId, ...need })),
    })
    if (!made) return
    props.say(
      lines.length === 0
        ? t('eventPublished', [isolated(title)])
        : plural('eventAsked', lines.length, [isolated(title)]),
    )
    go('today')
  }
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div class="scroll">
        <ViewHead title={t('eventNew')} back="today" />
        <div class="inside stack">
          <TextField label={t('eventTitle')} {...form.field('title')} required test="event-title" />
          <div class="stack tight">
            <TextField
              label={t('eventFrom')}
              type="datetime-local"
              {...form.field('from')}
              required
              test="event-from"
            />
            <TextField
              label={t('eventTo')}
              type="datetime-local"
              {...form.field('to')}
              required
              error={interval === 'inverted' ? t('error_interval_inverted') : undefined}
              test="event-to"
            />
            <p class="hint">{timeHint(interval, zone)}</p>
          </div>
        </div>
        <EventNeeds
          offers={offers}
          people={people}
          me={props.me}
          interval={typeof interval === 'object' ? interval : undefined}
          needs={needs}
          onChange={setNeeds}
        />
        <div class="inside">
          <More words={t('eventMore')}>
            <TextField
              label={t('tellMore')}
              optional
              lines={3}
              {...form.field('description')}
              test="event-description"
            />
          </More>
        </div>
      </div>
      <div class="actions">
        <Outcome slow={create.slow} error={create.error} />
        <Button look="main" grow submit busy={create.busy} test="event-submit">
          {lines.length === 0 ? t('eventPublish') : t('eventPublishAndAsk')}
        </Button>
      </div>
    </form>
  )
}

/** The next full hour, or the festival's first evening while that lies ahead; two hours long. */
function firstTimes(festival: { from?: number }, zone: string): { from: string; to: string } {
  const next = startOfHour(Date.now(), zone) + HOUR_MS
  const start = festival.from !== undefined && festival.from > next ? festival.from + 18 * HOUR_MS : next
  return { from: toWallText(start, zone), to: toWallText(start + 2 * HOUR_MS, zone) }
}

function readInterval(values: { from: string; to: string }, zone: string): Interval | 'inverted' | undefined {
  const from = fromWallText(values.from, zone)
  const to = fromWallText(values.to, zone)
  if (from === undefined || to === undefined) return undefined
  return from < to ? { from, to } : 'inverted'
}

function timeHint(interval: Interval | 'inverted' | undefined, zone: string): string {
  const forYou = typeof interval === 'object' ? formatForYou(interval, zone) : undefined
  return forYou === undefined ? t('timesOf', [zoneCity(zone)]) : t('timeZoneAndYou', [zoneCity(zone), forYou])
}
