// A small act inside a bigger form: Enter in one of its fields does the act, and not what the form is for.
import type { ComponentChildren, JSX } from 'preact'

export function ActInside(props: { onAct: () => void; children: ComponentChildren }): JSX.Element {
  const act = (event: KeyboardEvent): void => {
    // While somebody picks a word of an input method, Enter is theirs.
    if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    props.onAct()
  }
  return (
    <div class="stack tight" onKeyDown={act}>
      {props.children}
    </div>
  )
}
