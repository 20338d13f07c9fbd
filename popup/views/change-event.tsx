// Changing an event of mine: its words, its time, what it asks for; or calling it off (DESIGN 5.5).
import type { JSX } from 'preact'
import { toWallText } from '../../src/festival/zone-time.ts'
import { readEvent } from '../../src/adapters/dexie/read-event-overviews.ts'
import type { EventOverview } from '../../src/festival/overview.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { TextField } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { PictureField } from '../../ui/picture-field.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import { useLive } from '../../ui/use-live.ts'
import { usePictures } from '../../ui/use-pictures.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { MAX_PICTURES } from '../use-thing-form.ts'
import { CancelEvent } from './cancel-event.tsx'
import { ChangeLines } from './change-lines.tsx'
import { EventTimes, readInterval } from './event-times.tsx'
import { FormView } from './form-view.tsx'
import { ViewHead } from './view-head.tsx'

export function ChangeEvent(props: ViewProps & { about: string }): JSX.Element {
  const { about, node, festival } = props
  const overview = useLive(
    async (db) => {
      const id = parseEntryHash(about)
      return id === undefined ? undefined : readEvent(db, id, Date.now())
    },
    [about],
  )
  const isMine =
    overview !== undefined && node.mine.includes(overview.event.author) && overview.event.festival === festival.festival
  if (overview === undefined || !isMine || overview.event.cancelled !== undefined) {
    return <ViewHead title={t('eventChangeTitle')} back="today" />
  }
  return <ChangeForm key={overview.event.id} {...props} overview={overview} />
}

function ChangeForm({ overview, ...props }: ViewProps & { overview: EventOverview }): JSX.Element {
  const { event, lines } = overview
  const zone = props.festival.timezone
  const update = useCommand('event.update')
  const form = useForm(() => ({
    title: event.title,
    description: event.description ?? '',
    from: toWallText(event.from, zone),
    to: toWallText(event.to, zone),
  }))
  const pictures = usePictures(event.images, MAX_PICTURES)
  const read = readInterval(form.values, zone)
  const isPromised = lines.some(({ state }) => state === 'granted')
  const submit = async (): Promise<void> => {
    const goOn = whenDone()
    const title = form.values.title.trim()
    if (title === '' || read === undefined || read === 'inverted') return
    const { description } = form.values
    const images = pictures.changed ? await pictures.take() : undefined
    if (pictures.changed && images === undefined) return
    const set = { title, description, ...read, ...(images === undefined ? {} : { images }) }
    const done = await update.run({ event: event.id, set })
    if (!done) return
    const { length } = done.requests
    props.say(length === 0 ? t('eventSaved', [isolated(title)]) : plural('eventMoved', length, [isolated(title)]))
    goOn('today')
  }
  return (
    <FormView
      title={t('eventChangeTitle')}
      back="today"
      command={update}
      submit={{ words: t('eventSave'), test: 'event-save' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <TextField label={t('eventTitle')} {...form.field('title')} required test="event-title" />
        <EventTimes from={form.field('from')} to={form.field('to')} read={read} zone={zone} />
        {isPromised && <p class="hint">{t('eventMoveHint')}</p>}
        <TextField label={t('tellMore')} optional lines={2} {...form.field('description')} test="event-description" />
        <PictureField form={pictures} label={t('pictures')} />
      </div>
      <ChangeLines {...props} overview={overview} />
      <CancelEvent event={event} say={props.say} />
    </FormView>
  )
}
