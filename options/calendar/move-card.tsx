// An event that was moved and not written yet: from when to when, to which place, what it would meet there, and the two ways on.
import type { JSX } from 'preact'
import type { MovedLine } from '../../src/adapters/dexie/read-move.ts'
import { Button } from '../../ui/button.tsx'
import { FreedomBadge } from '../../ui/event/freedom-badge.tsx'
import { formatWhen } from '../../ui/format.ts'
import { isolated, visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { Move } from './use-moving.ts'

export function MoveCard(props: {
  move: Move
  /** Undefined while it is read. */
  lines: readonly MovedLine[] | undefined
  zone: string
  say: (words: string) => void
  /** Moved, or left where it was. */
  onDone: () => void
}): JSX.Element {
  const { move, lines = [], zone } = props
  const { place } = move
  const { event, lines: asked } = move.overview
  const old = asked.find(({ request }) => request.id === place?.instead)
  const update = useCommand('event.update')
  const again = lines.filter(({ asksAgain }) => asksAgain).length
  const done = (): void => {
    props.onDone()
    document.querySelector<HTMLElement>(`[data-event="${event.id}"]`)?.focus()
  }
  const save = async (): Promise<void> => {
    const isLater = move.to.from !== event.from || move.to.to !== event.to
    const moved = await update.run({
      event: event.id,
      set: isLater ? { from: move.to.from, to: move.to.to } : {},
      ...(place === undefined ? {} : { place: { ...place, resource: place.resource.id } }),
    })
    if (moved === undefined) return
    const { length } = moved.requests
    const title = isolated(event.title)
    if (place !== undefined) props.say(t('movePlaceSaid', [title, isolated(place.resource.title)]))
    else props.say(length === 0 ? t('eventSaved', [title]) : plural('eventMoved', length, [title]))
    done()
  }
  return (
    <section
      class="card padded stack move-card"
      aria-label={t('moveTitle', [visibleText(event.title)])}
      data-test="move-card"
      data-from={move.to.from}
      data-to={move.to.to}
      data-place={place === undefined ? '' : visibleText(place.resource.title)}
      data-collides={collides(lines) ? 'true' : 'false'}
      onKeyDown={({ key }) => {
        if (key === 'Escape') done()
      }}
    >
      <div role="status" class="stack tight">
        <p>
          <b class="event-title">
            <SafeText text={event.title} />
          </b>{' '}
          <span class="mono">{formatWhen(move.to, zone)}</span>
        </p>
        <p class="small soft">{t('moveBefore', [formatWhen(event, zone)])}</p>
        <ul class="move-lines">
          {lines.map(({ resource, state }) => (
            <li key={resource.id} class="row" data-test="move-line" data-state={state}>
              <span class="grow cut">
                <SafeText text={resource.title} />
              </span>
              <FreedomBadge state={state} />
            </li>
          ))}
        </ul>
        {again > 0 && <p class="small">{plural('moveAsks', again)}</p>}
        {old?.resource && (
          <p class="small" data-test="move-old-place">
            {t(old.answer === undefined ? 'movePlaceAsked' : 'movePlaceHeld', [isolated(old.resource.title)])}
          </p>
        )}
        {place === undefined && again > 0 && asked.some(({ state }) => state === 'granted') && (
          <p class="small soft">{t('eventMoveHint')}</p>
        )}
      </div>
      <Outcome slow={update.slow} error={update.error} />
      <div class="row">
        <Button look="main" grow busy={update.busy} test="move-save" onClick={() => void save()}>
          {t('moveSave')}
        </Button>
        <Button look="quiet" test="move-leave" onClick={done}>
          {t('moveLeave')}
        </Button>
      </div>
    </section>
  )
}

/** Something that the event needs is not to be had then. */
export function collides(lines: readonly MovedLine[] = []): boolean {
  return lines.some(({ state }) => state === 'taken' || state === 'closed')
}
