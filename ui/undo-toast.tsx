// What was just answered, with the seconds in which it can be taken back (mockup 01b). It is read from the database, so that it
// is there again after the panel was closed and opened.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { Outcome } from './outcome.tsx'
import { useCommand } from './use-command.ts'
import { useHeld, type HeldBatch } from './use-held.ts'

const TICK_MS = 200
/** Circumference of the ring on its grid, 2π · 13. */
const ROUND = 81.7

/** The newest press; older ones stand in the history. */
export function UndoToast(): JSX.Element | null {
  const [newest] = useHeld()
  return newest === undefined ? null : <UndoLine key={newest.batch} held={newest} toast />
}

/** One press that can be taken back, as a toast or as a line of the history. */
export function UndoLine({ held, toast }: { held: HeldBatch; toast?: boolean }): JSX.Element {
  const undo = useCommand('answer.undo')
  const left = useMsUntil(held.due)
  const seconds = Math.ceil(left / 1000)
  return (
    <div
      class={toast ? 'toast undo' : 'row undo'}
      data-test="undo-toast"
      data-batch={held.batch}
      data-seconds={seconds}
    >
      <Ring share={left / Math.max(1, held.due - held.at)} seconds={seconds} />
      <span class="grow" role={toast ? 'status' : undefined}>
        {held.words} {seconds === 0 && t('heldWaits')}
        {undo.error && <Outcome error={undo.error} />}
      </span>
      <Button
        look="quiet"
        size="small"
        icon="undo"
        busy={undo.busy}
        test="undo"
        onClick={() => void undo.run({ batch: held.batch })}
      >
        {t('undo')}
      </Button>
    </div>
  )
}

/** Nobody needs every second read out: that it can be undone is what the button says. */
function Ring({ share, seconds }: { share: number; seconds: number }): JSX.Element {
  return (
    <span class="undo-ring" aria-hidden="true">
      <svg viewBox="0 0 32 32">
        <circle cx="16" cy="16" r="13" class="track" />
        <circle cx="16" cy="16" r="13" class="rest" stroke-dasharray={`${ROUND * share} ${ROUND}`} />
      </svg>
      <span class="mono">{seconds}</span>
    </span>
  )
}

function useMsUntil(due: number): number {
  const [now, setNow] = useState(Date.now)
  const isOver = now >= due
  useEffect(() => {
    if (isOver) return undefined
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [due, isOver])
  return Math.max(0, due - now)
}
