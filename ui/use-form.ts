// The values of a form by field name, each with its setter.
import { useDraft, type DraftState } from './use-draft.ts'

export interface Form<Values> extends Pick<DraftState<Values>, 'wasKept' | 'drop'> {
  values: Values
  /** What they were at first. */
  start: Values
  /** What a field gets: its value and how to change it. */
  field: <Name extends keyof Values>(name: Name) => { value: Values[Name]; onInput: (value: Values[Name]) => void }
  set: (change: Partial<Values>) => void
}

/** `draft`: under which name the values are kept when the form closes; see `useDraft`. */
export function useForm<Values extends object>(initial: () => Values, draft?: string): Form<Values> {
  const { value, start, set, wasKept, drop } = useDraft(initial, draft)
  return {
    values: value,
    start,
    wasKept,
    drop,
    set: (change) => set((before) => ({ ...before, ...change })),
    field: (name) => ({
      value: value[name],
      onInput: (said) => set((before) => ({ ...before, [name]: said })),
    }),
  }
}
