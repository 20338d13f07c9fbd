// Making an event: what, when, and what it needs; each line says at once whether it is free then (mockup 05).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { PanelParams, RequestLine } from '../../messages/panel.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { TextField } from '../../ui/field.tsx'
import { filled } from '../../ui/filled.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import { usePeopleAround } from '../../ui/use-people.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { chosenDates, type Need, NO_REPEAT, type SeriesPlan, useSeriesPlan } from '../series-plan.ts'
import { type Offered, useOffers } from '../use-offers.ts'
import { MAX_PICTURES } from '../use-thing-form.ts'
import { PictureField } from '../../ui/picture-field.tsx'
import { usePictures } from '../../ui/use-pictures.ts'
import { EventNeeds, type Needs } from './event-needs.tsx'
import { EventRepeats } from './event-repeats.tsx'
import { EventTimes, firstTimes, readInterval } from './event-times.tsx'
import { FormView } from './form-view.tsx'

export function NewEvent(props: ViewProps): JSX.Element {
  const { festival, timezone: zone } = props.festival
  const create = useCommand('event.create')
  const createSeries = useCommand('event.createSeries')
  const people = usePeopleAround(festival)
  const form = useForm(() => ({ title: '', description: '', ...firstTimes(props.festival) }))
  const [needs, setNeeds] = useState<Needs>({})
  const pictures = usePictures([], MAX_PICTURES)
  const repeats = useForm(() => NO_REPEAT)
  const read = readInterval(form.values, zone)
  const interval = read === 'inverted' ? undefined : read
  const offers = useOffers(festival, interval)
  const plan = useSeriesPlan(repeats.values, interval, chosen(offers, needs), zone)
  const submit = async (): Promise<void> => {
    const goOn = whenDone()
    const title = form.values.title.trim()
    if (title === '' || interval === undefined) return
    const lines = requestLines(needs)
    const images = await pictures.take()
    if (images === undefined) return
    const shown = images.length === 0 ? {} : { images }
    const what = { festival, title, ...filled({ description: form.values.description }), ...shown, lines }
    const said =
      plan === undefined
        ? (await create.run({ ...what, ...interval })) && publishedWords(title, lines.length)
        : await publishSeries(plan, what)
    if (said === undefined) return
    props.say(said)
    goOn('today')
  }
  const publishSeries = async (
    series: SeriesPlan,
    what: Omit<PanelParams<'event.createSeries'>, 'occurrences'>,
  ): Promise<string | undefined> => {
    const dates = 'dates' in series && series.isRead ? chosenDates(series, repeats.values.skip) : []
    const made = dates.length > 0 && (await createSeries.run({ ...what, occurrences: dates }))
    return made ? plural('seriesPublished', made.events.length, [isolated(what.title)]) : undefined
  }
  return (
    <FormView
      title={t('eventNew')}
      back="today"
      command={plan === undefined ? create : createSeries}
      submit={{ words: publishWords(needs), test: 'event-submit' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <TextField label={t('eventTitle')} {...form.field('title')} required test="event-title" />
        <EventTimes from={form.field('from')} to={form.field('to')} read={read} zone={zone} />
      </div>
      <EventNeeds
        {...{ offers, people, interval, zone, needs }}
        mine={props.node.mine}
        onChange={setNeeds}
        onUseTime={({ from, to }) => form.set({ from: toWallText(from, zone), to: toWallText(to, zone) })}
      />
      <EventRepeats
        {...{ plan, zone }}
        values={repeats.values}
        onChange={repeats.set}
        titleOf={(id) => offers?.find(({ resource }) => resource.id === id)?.resource.title ?? ''}
      />
      <div class="inside">
        <More>
          <TextField label={t('tellMore')} optional lines={3} {...form.field('description')} test="event-description" />
          <PictureField form={pictures} label={t('pictures')} />
        </More>
      </div>
    </FormView>
  )
}

function chosen(offers: readonly Offered[] = [], needs: Needs): Need[] {
  return offers.flatMap((offered) => {
    const need = needs[offered.resource.id]
    return need === undefined ? [] : [{ offered, quantity: need.quantity }]
  })
}

function requestLines(needs: Needs): RequestLine[] {
  return Object.entries(needs).map(([resource, { quantity, required }]) => ({
    resource: resource as ObjectId,
    quantity,
    required,
  }))
}

function publishWords(needs: Needs): string {
  return t(Object.keys(needs).length > 0 ? 'eventPublishAndAsk' : 'eventPublish')
}

function publishedWords(title: string, requests: number): string {
  const name = isolated(title)
  return requests === 0 ? t('eventPublished', [name]) : plural('eventAsked', requests, [name])
}
