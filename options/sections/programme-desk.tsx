// Making a list: choose events, bring them into an order with buttons, add notes, publish.
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import type { EventRow, ProgrammeRow } from '../../src/festival/views.ts'
import { ITEMS } from '../../src/operations/limits.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { ProgrammeChoice } from './programme-choice.tsx'
import { EventWords } from './programme-list.tsx'

export type Draft = Pick<ProgrammeRow, 'title' | 'events'>

export const emptyDraft: Draft = { title: '', events: [] }

interface DeskProps {
  festival: FestivalOverview
  /** Those that are chosen, as far as they are here. */
  events: ReadonlyMap<ObjectId, EventRow>
  draft: Draft
  onDraft: (draft: Draft) => void
}

export function ProgrammeDesk(props: DeskProps): JSX.Element {
  const { festival, draft, onDraft } = props
  const publish = useCommand('programme.publish')
  const submit = async (): Promise<void> => {
    const title = draft.title.trim()
    if (title === '' || draft.events.length === 0) return
    const listed = draft.events.map(({ event, note = '' }) => ({
      event,
      ...(note.trim() ? { note: note.trim() } : {}),
    }))
    if (await publish.run({ festival: festival.festival, title, events: listed })) onDraft(emptyDraft)
  }
  return (
    <section class="card padded">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <h2>{t('programmeNew')}</h2>
        <TextField
          label={t('programmeName')}
          hint={t('programmeNameHint')}
          value={draft.title}
          onInput={(title) => onDraft({ ...draft, title })}
          required
          test="programme-title"
        />
        <Chosen {...props} />
        {draft.events.length < ITEMS.programme && (
          <ProgrammeChoice
            festival={festival}
            chosen={new Set(draft.events.map(({ event }) => event))}
            onChoose={(event) => onDraft({ ...draft, events: [...draft.events, { event }] })}
          />
        )}
        <Outcome slow={publish.slow} error={publish.error} />
        <div>
          <Button look="main" submit busy={publish.busy} disabled={draft.events.length === 0} test="programme-submit">
            {t('programmePublish')}
          </Button>
        </div>
      </form>
    </section>
  )
}

function Chosen({ festival, events, draft, onDraft }: DeskProps): JSX.Element | null {
  const list = useRef<HTMLOListElement>(null)
  const [moved, setMoved] = useState<{ event: ObjectId; by: 1 | -1; to: number } | undefined>(undefined)
  // Moving an element takes the focus off it: it goes back to the button that was pressed.
  useLayoutEffect(() => {
    if (moved === undefined) return
    const item = list.current?.querySelector(`[data-event="${moved.event}"]`)
    item?.querySelector<HTMLElement>(`[data-test="programme-${moved.by < 0 ? 'up' : 'down'}"]`)?.focus()
  }, [moved])
  if (draft.events.length === 0) return null
  const title = (event: ObjectId): string => events.get(event)?.title ?? t('programmeUnknown')
  const change = (next: Draft['events']): void => onDraft({ ...draft, events: next })
  const move = (index: number, by: 1 | -1): void => {
    const item = draft.events[index]
    const to = index + by
    if (item === undefined || to < 0 || to >= draft.events.length) return
    change(draft.events.toSpliced(index, 1).toSpliced(to, 0, item))
    setMoved({ event: item.event, by, to })
  }
  return (
    <>
      <ol class="programme" ref={list}>
        {draft.events.map(({ event, note = '' }, index) => (
          <li key={event} data-test="programme-chosen" data-event={event} data-title={visibleText(title(event))}>
            <div class="row">
              <span class="grow">
                <EventWords event={events.get(event)} zone={festival.timezone} />
              </span>
              <Button
                look="quiet"
                icon="up"
                disabled={index === 0}
                label={t('programmeUp', [visibleText(title(event))])}
                test="programme-up"
                onClick={() => move(index, -1)}
              />
              <Button
                look="quiet"
                icon="down"
                disabled={index === draft.events.length - 1}
                label={t('programmeDown', [visibleText(title(event))])}
                test="programme-down"
                onClick={() => move(index, 1)}
              />
              <Button
                look="quiet"
                icon="x"
                label={t('programmeRemove', [visibleText(title(event))])}
                test="programme-remove"
                onClick={() => change(draft.events.toSpliced(index, 1))}
              />
            </div>
            <TextField
              label={t('programmeNote')}
              optional
              value={note}
              onInput={(text) => change(draft.events.with(index, { event, note: text }))}
              test="programme-note"
            />
          </li>
        ))}
      </ol>
      <p class="spoken" role="status">
        {moved && t('programmeMoved', [isolated(title(moved.event)), moved.to + 1, draft.events.length])}
      </p>
    </>
  )
}
