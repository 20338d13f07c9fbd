// What of a file is taken over: each with a tick, but for what is there already. Then how far it is, and how it ended.
import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import type { PlanState } from '../../src/exchange/plan-programme.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { SafeText } from '../../ui/safe-text.tsx'
import type { Taking } from '../exchange/use-taking.ts'
import { Progress } from './data-progress.tsx'

export interface Row {
  title: string
  state: PlanState
  /** When, where, how many. */
  about: string
}

export function Ticks(props: {
  label: string
  rows: readonly Row[]
  taking: Taking
  /** The words of the button for so many. */
  submit: (count: number) => string
  /** The places in `rows` of what was ticked. */
  onSubmit: (chosen: number[]) => void
  children?: ComponentChildren
}): JSX.Element {
  const { rows, taking } = props
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const open = rows.flatMap(({ state }, index) => (state === 'new' ? [index] : []))
  const chosen = open.filter((index) => !left.has(index))
  const isRunning = taking.now.state === 'running'
  const toggle = (index: number, isOn: boolean): void => {
    const next = new Set(left)
    if (isOn) next.delete(index)
    else next.add(index)
    setLeft(next)
  }
  return (
    <>
      <fieldset class="exchange-list" aria-label={props.label} tabIndex={0} disabled={isRunning}>
        {rows.map((row, index) => (
          <label key={index} class="row tick-row">
            <input
              type="checkbox"
              class="tick-box"
              checked={row.state === 'new' && !left.has(index)}
              disabled={row.state !== 'new'}
              data-test="exchange-tick"
              data-title={visibleText(row.title)}
              data-state={row.state}
              onChange={(event) => toggle(index, event.currentTarget.checked)}
            />
            <span class="grow break">
              <SafeText text={row.title} />
              <span class="hint">{row.about}</span>
            </span>
            {row.state !== 'new' && <Badge tone="calm">{stateWords(row.state)}</Badge>}
          </label>
        ))}
      </fieldset>
      {props.children}
      {open.length > 0 && !isRunning && (
        <div class="row wrap">
          <Button look="yes" disabled={chosen.length === 0} test="exchange-take" onClick={() => props.onSubmit(chosen)}>
            {props.submit(chosen.length)}
          </Button>
          <Button look="quiet" test="exchange-none" onClick={() => setLeft(new Set(chosen.length > 0 ? open : []))}>
            {chosen.length > 0 ? t('exchangeNone') : t('exchangeEvery')}
          </Button>
        </div>
      )}
      {open.length === 0 && taking.now.state === 'idle' && <p class="small soft">{t('exchangeAllThere')}</p>}
      <HowFar taking={taking} label={props.label} />
    </>
  )
}

/** While what is there already is being looked at. */
export function Looking(): JSX.Element {
  return (
    <p class="small soft" role="status">
      {t('working')}
    </p>
  )
}

function HowFar({ taking, label }: { taking: Taking; label: string }): JSX.Element | null {
  const { now, stop, error } = taking
  switch (now.state) {
    case 'idle':
      return null
    case 'running':
      return (
        <>
          <Progress label={label} share={now.share} test="exchange-progress" />
          <div class="row">
            <Button look="line" test="exchange-stop" onClick={stop}>
              {t('exchangeStop')}
            </Button>
          </div>
        </>
      )
    case 'ended':
      return (
        <>
          <Outcome error={error} />
          <Note tone={now.made === now.of ? 'good' : 'info'} alert test="exchange-done" code={String(now.made)}>
            {now.made === now.of ? plural('exchangeDone', now.made) : plural('exchangePartly', now.made, [now.of])}
          </Note>
        </>
      )
  }
}

function stateWords(state: Exclude<PlanState, 'new'>): string {
  return state === 'there' ? t('exchangeThere') : t('exchangeTwice')
}
