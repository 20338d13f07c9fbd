// What a festival says of itself, changed by whoever made it: name, days, place, words, and what every event must hold.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { FestivalRow, ResourceRow } from '../../src/festival/views.ts'
import { parseEntryHash, type ObjectId } from '../../src/operations/ids.ts'
import type { FestivalFields, FestivalUnset } from '../../src/operations/operation.ts'
import { readResources } from '../../src/adapters/dexie/queries.ts'
import { toWallText } from '../../src/festival/zone-time.ts'
import { Button } from '../../ui/button.tsx'
import { DayFields } from '../../ui/day-fields.tsx'
import { daysSpan } from '../../ui/days-span.ts'
import { Field, TextField } from '../../ui/field.tsx'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useForm } from '../../ui/use-form.ts'
import { useLive } from '../../ui/use-live.ts'
import { changedFields } from '../../ui/changed-fields.ts'

interface Values {
  title: string
  description: string
  from: string
  to: string
  place: string
  eventTicket: ObjectId | ''
}

export function ChangeFestival(props: { festival: FestivalOverview; onDone: () => void }): JSX.Element | null {
  const { festival: id } = props.festival
  const found = useLive(
    async (db) => {
      const [row, resources] = await Promise.all([db.festivals.get(id), readResources(db, id)])
      return { row, tickets: resources.filter(({ kind, retired }) => kind === 'ticket' && retired === undefined) }
    },
    [id],
  )
  if (found?.row === undefined) return null
  return <ChangeForm row={found.row} tickets={found.tickets} onDone={props.onDone} />
}

function ChangeForm(props: { row: FestivalRow; tickets: readonly ResourceRow[]; onDone: () => void }): JSX.Element {
  const { row, tickets, onDone } = props
  const update = useCommand('festival.update')
  const form = useForm(() => typed(row))
  const { values, start } = form
  const span = daysSpan({ ...values, timezone: row.timezone })
  const submit = async (): Promise<void> => {
    const title = values.title.trim()
    if (title === '' || typeof span === 'string') return
    const { from, to, eventTicket, ...words } = changedFields({ ...values, title }, start)
    const days = from === undefined && to === undefined ? {} : span
    const set: Partial<FestivalFields> = { ...words, ...days, ...(eventTicket && { eventTicket }) }
    const unset: FestivalUnset[] = []
    // Both fields are empty, or it would not be a span of days.
    if (from === '') unset.push('from', 'to')
    if (eventTicket === '') unset.push('eventTicket')
    const isSame = Object.keys(set).length === 0 && unset.length === 0
    const change = { festival: row.id, set, ...(unset.length > 0 && { unset }) }
    if (isSame || (await update.run(change))) onDone()
  }
  return (
    <form
      class="stack"
      aria-label={t('festivalChange', [isolated(row.title)])}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField label={t('festivalTitle')} {...form.field('title')} required test="change-title" />
      <DayFields from={form.field('from')} to={form.field('to')} span={span} />
      <TextField label={t('festivalPlace')} optional {...form.field('place')} test="change-place" />
      <TextField label={t('tellMore')} optional lines={3} {...form.field('description')} test="change-description" />
      {(tickets.length > 0 || start.eventTicket !== '') && (
        <TicketField {...form.field('eventTicket')} tickets={tickets} />
      )}
      <Outcome slow={update.slow} error={update.error} />
      <div class="row wrap">
        <Button look="main" submit busy={update.busy} test="change-submit">
          {t('eventSave')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('back')}
        </Button>
      </div>
    </form>
  )
}

function TicketField(props: {
  value: ObjectId | ''
  onInput: (value: ObjectId | '') => void
  tickets: readonly ResourceRow[]
}): JSX.Element {
  const { value, onInput, tickets } = props
  const isKnown = tickets.some(({ id }) => id === value)
  return (
    <Field label={t('festivalTicket')} hint={t('festivalTicketHint')}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={value}
          data-test="change-ticket"
          onChange={(event) => onInput(parseEntryHash(event.currentTarget.value) ?? '')}
        >
          <option value="">{t('festivalTicketNone')}</option>
          {value !== '' && !isKnown && <option value={value}>{t('thingUnknown')}</option>}
          {tickets.map(({ id, title }) => (
            <option key={id} value={id}>
              {visibleText(title)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** The last day is included, so the end of the festival is a moment before it ends. */
function typed({ title, description = '', from, to, timezone, place = '', eventTicket }: FestivalRow): Values {
  const day = (instant: number): string => toWallText(instant, timezone).slice(0, 10)
  const days = from === undefined || to === undefined ? { from: '', to: '' } : { from: day(from), to: day(to - 1) }
  return { title, description, ...days, place, eventTicket: eventTicket ?? '' }
}
