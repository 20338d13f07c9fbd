// Making an event: what, when, and what it needs; each line says at once whether it is free then (mockup 05).
import type { JSX } from 'preact'
import type { PanelParams, RequestLine } from '../../messages/panel.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { EventRow } from '../../src/festival/views.ts'
import type { EventFields, Interval } from '../../src/operations/operation.ts'
import { AudienceField } from '../audience-field.tsx'
import { DraftNote } from '../draft-note.tsx'
import { TextField } from '../field.tsx'
import { filled } from '../filled.ts'
import type { FormFrame, WhenDone } from '../form-frame.ts'
import { isolated } from '../hidden-characters.ts'
import { plural, t } from '../i18n.ts'
import { More } from '../more.tsx'
import { PictureField } from '../picture-field.tsx'
import { useCommand } from '../use-command.ts'
import { useDraft } from '../use-draft.ts'
import { useForm } from '../use-form.ts'
import type { NodeState } from '../use-node.ts'
import { usePeopleAround } from '../use-people.ts'
import { MAX_PICTURES, usePictures } from '../use-pictures.ts'
import { EventNeeds, type Needs } from './event-needs.tsx'
import { EventRepeats } from './event-repeats.tsx'
import { EventTimes, firstTimes, readInterval, typedTimes } from './event-times.tsx'
import { publishedWords } from './published-words.ts'
import { chosenDates, type Need, NO_REPEAT, type SeriesPlan, useSeriesPlan } from './series-plan.ts'
import { type Offered, useOffers } from './use-offers.ts'

/** What the form begins with, where somebody said so before: times, what is asked for, the words of another event. */
export interface EventStart {
  interval?: Interval
  needs?: Needs
  like?: EventRow
}

interface NewEventFormProps {
  node: Pick<NodeState, 'mine'>
  festival: FestivalOverview
  start?: EventStart
  Frame: FormFrame
  whenDone: WhenDone
}

export function NewEventForm({ node, start = {}, Frame, whenDone, ...props }: NewEventFormProps): JSX.Element {
  const { festival, timezone: zone } = props.festival
  const create = useCommand('event.create')
  const createSeries = useCommand('event.createSeries')
  const people = usePeopleAround(festival)
  const { like } = start
  // What was begun elsewhere is not mixed with what the form is to begin with.
  const draft = Object.keys(start).length === 0 ? `event/${festival}` : undefined
  const form = useForm(
    () => ({
      title: like?.title ?? '',
      description: like?.description ?? '',
      audience: like?.audience ?? 'public',
      ...(start.interval === undefined ? firstTimes(props.festival) : typedTimes(start.interval, zone)),
    }),
    draft,
  )
  const needed = useDraft<Needs>(() => start.needs ?? {}, draft && `${draft}/needs`)
  const needs = needed.value
  const pictures = usePictures(like?.images ?? [], MAX_PICTURES)
  const repeats = useForm(() => NO_REPEAT, draft && `${draft}/repeats`)
  const parts = [form, needed, repeats]
  const read = readInterval(form.values, zone)
  const interval = read === 'inverted' ? undefined : read
  const offers = useOffers(festival, interval)
  const plan = useSeriesPlan(repeats.values, interval, chosen(offers, needs), zone)
  const submit = async (): Promise<void> => {
    const title = form.values.title.trim()
    const isUnread = offers === undefined && Object.keys(needs).length > 0
    if (title === '' || interval === undefined || isUnread) return
    const done = whenDone()
    const lines = requestLines(chosen(offers, needs))
    const images = await pictures.take()
    if (images === undefined) return
    const shown = images.length === 0 ? {} : { images }
    const kept = form.values.audience === 'members' ? { audience: 'members' as const } : {}
    const described = filled({ description: form.values.description })
    const what = { festival, title, ...described, ...wordsOf(like), ...shown, ...kept, lines }
    const said =
      plan === undefined
        ? (await create.run({ ...what, ...interval })) && publishedWords(title, lines.length)
        : await publishSeries(plan, what)
    if (said === undefined) return
    for (const { drop } of parts) drop()
    done(said)
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
    <Frame
      title={t('eventNew')}
      command={plan === undefined ? create : createSeries}
      submit={{ words: publishWords(needs), test: 'event-submit' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <DraftNote parts={parts} />
        <TextField label={t('eventTitle')} {...form.field('title')} required test="event-title" />
        <EventTimes from={form.field('from')} to={form.field('to')} read={read} zone={zone} />
      </div>
      <EventNeeds
        {...{ offers, people, interval, zone, needs }}
        mine={node.mine}
        onChange={(next) => needed.set(() => next)}
        onUseTime={(time) => form.set(typedTimes(time, zone))}
      />
      <EventRepeats
        {...{ plan, zone }}
        values={repeats.values}
        onChange={repeats.set}
        titleOf={(id) => offers?.find(({ resource }) => resource.id === id)?.resource.title ?? ''}
      />
      <div class="inside">
        <More test="event-more">
          <TextField label={t('tellMore')} optional lines={3} {...form.field('description')} test="event-description" />
          <PictureField form={pictures} label={t('pictures')} />
          <AudienceField {...form.field('audience')} test="event-audience" />
        </More>
      </div>
    </Frame>
  )
}

/** What was ticked of what is offered: a thing that is not offered any more can not be asked for. */
function chosen(offers: readonly Offered[] = [], needs: Needs): (Need & { required: boolean })[] {
  return offers.flatMap((offered) => {
    const need = needs[offered.resource.id]
    return need === undefined ? [] : [{ offered, ...need }]
  })
}

function requestLines(needs: ReturnType<typeof chosen>): RequestLine[] {
  return needs.map(({ offered, quantity, required }) => ({ resource: offered.resource.id, quantity, required }))
}

/** What the form has no field for, of the event that it began with. */
function wordsOf(like: EventRow | undefined): Pick<Partial<EventFields>, 'tags' | 'links'> {
  if (like === undefined) return {}
  const { tags, links } = like
  return { ...(tags.length === 0 ? {} : { tags }), ...(links.length === 0 ? {} : { links }) }
}

function publishWords(needs: Needs): string {
  return t(Object.keys(needs).length > 0 ? 'eventPublishAndAsk' : 'eventPublish')
}
