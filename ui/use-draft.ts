// State of a form that is kept when the form closes before it was sent.
import { useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { sameValue } from '../src/adapters/dexie/same-value.ts'
import { Draft } from './draft.ts'

export interface DraftState<Value> {
  value: Value
  /** What it is when nobody has typed anything. */
  start: Value
  set: (change: (before: Value) => Value) => void
  /** Whether it began with what was typed earlier. */
  wasKept: boolean
  /** Sent, or not wanted any more: begins anew. */
  drop: () => void
}

/** `name` names the form and what it is about; without one nothing is kept. */
export function useDraft<Value>(initial: () => Value, name?: string): DraftState<Value> {
  const draft = useMemo(() => (name === undefined ? undefined : new Draft<Value>(name)), [name])
  const [start] = useState(initial)
  const [kept] = useState(() => draft?.read())
  const [{ value, wasKept }, setState] = useState({ value: kept ?? start, wasKept: kept !== undefined })
  // Before anything is painted: a popup can close right after a key.
  useLayoutEffect(() => {
    if (sameValue(value, start)) draft?.drop()
    else draft?.keep(value)
  }, [draft, start, value])
  return {
    value,
    start,
    wasKept,
    set: (change) => setState((before) => ({ ...before, value: change(before.value) })),
    drop: () => {
      draft?.drop()
      setState({ value: start, wasKept: false })
    },
  }
}
