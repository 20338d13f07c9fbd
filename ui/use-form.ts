// The values of a form by field name, each with its setter.
import { useState } from 'preact/hooks'

export interface Form<Values> {
  values: Values
  /** What they were at first. */
  start: Values
  /** What a field gets: its value and how to change it. */
  field: <Name extends keyof Values>(name: Name) => { value: Values[Name]; onInput: (value: Values[Name]) => void }
  set: (change: Partial<Values>) => void
}

export function useForm<Values extends object>(initial: () => Values): Form<Values> {
  const [start] = useState(initial)
  const [values, setValues] = useState(start)
  const set = (change: Partial<Values>): void => setValues((before) => ({ ...before, ...change }))
  return {
    values,
    start,
    set,
    field: (name) => ({
      value: values[name],
      onInput: (value) => setValues((before) => ({ ...before, [name]: value })),
    }),
  }
}
