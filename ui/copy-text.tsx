// A text to hand to somebody (an invite, a code): readable, selectable, and copied with one press.
import type { JSX } from 'preact'
import { CopyButton } from './copy-button.tsx'

export function CopyText(props: { label: string; text: string; test: string; copyTest?: string }): JSX.Element {
  return (
    <div class="row">
      <input
        class="input mono grow"
        readOnly
        dir="ltr"
        aria-label={props.label}
        value={props.text}
        data-test={props.test}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={props.text} test={props.copyTest} />
    </div>
  )
}
