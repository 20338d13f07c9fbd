// Changing an event of mine: its words, its time, what it asks for; or calling it off (DESIGN 5.5).
import type { JSX } from 'preact'
import type { EventOverview, FestivalOverview } from '../../src/festival/overview.ts'
import { AudienceField } from '../audience-field.tsx'
import { TextField } from '../field.tsx'
import type { FormFrame, WhenDone } from '../form-frame.ts'
import { isolated } from '../hidden-characters.ts'
import { plural, t } from '../i18n.ts'
import { PictureField } from '../picture-field.tsx'
import { useCommand } from '../use-command.ts'
import { useForm } from '../use-form.ts'
import { MAX_PICTURES, usePictures } from '../use-pictures.ts'
import { CancelEvent } from './cancel-event.tsx'
import { ChangeLines } from './change-lines.tsx'
import { EventTimes, readInterval, typedTimes } from './event-times.tsx'

/** `overview` is of an event of mine that was not called off; a change that others make to it meanwhile changes no field. */
export function ChangeEventForm(props: {
  festival: FestivalOverview
  overview: EventOverview
  Frame: FormFrame
  /** Says for a moment what just happened; the form stays. */
  say: (words: string) => void
  whenDone: WhenDone
}): JSX.Element {
  const { festival, overview, Frame, say, whenDone } = props
  const { event, lines } = overview
  const zone = festival.timezone
  const update = useCommand('event.update')
  const form = useForm(() => ({
    title: event.title,
    description: event.description ?? '',
    audience: event.audience,
    ...typedTimes(event, zone),
  }))
  const pictures = usePictures(event.images, MAX_PICTURES)
  const read = readInterval(form.values, zone)
  const isPromised = lines.some(({ state }) => state === 'granted')
  const submit = async (): Promise<void> => {
    const title = form.values.title.trim()
    if (title === '' || read === undefined || read === 'inverted') return
    const finish = whenDone()
    const { description, audience } = form.values
    const images = pictures.changed ? await pictures.take() : undefined
    if (pictures.changed && images === undefined) return
    const kept = audience === event.audience ? {} : { audience }
    const set = { title, description, ...read, ...kept, ...(images === undefined ? {} : { images }) }
    const done = await update.run({ event: event.id, set })
    if (!done) return
    const { length } = done.requests
    finish(length === 0 ? t('eventSaved', [isolated(title)]) : plural('eventMoved', length, [isolated(title)]))
  }
  return (
    <Frame
      title={t('eventChangeTitle')}
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
        <AudienceField {...form.field('audience')} test="event-audience" />
      </div>
      <ChangeLines festival={festival} overview={overview} say={say} />
      <CancelEvent event={event} whenDone={whenDone} />
    </Frame>
  )
}
