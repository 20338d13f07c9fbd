// A form that was opened from the list of events, and goes back to it.
import type { JSX } from 'preact'
import type { FormFrameProps, WhenDone } from '../../ui/form-frame.ts'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { FormView } from './form-view.tsx'

/** Its frame. */
export function FromToday(props: FormFrameProps): JSX.Element {
  return <FormView {...props} back="today" />
}

/** What is said when it is done. */
export function toToday(say: ViewProps['say']): WhenDone {
  return () => {
    const goOn = whenDone()
    return (said) => {
      say(said)
      goOn('today')
    }
  }
}
