// A field in which something is looked for while it is typed. In a form, too: Enter there sends nothing.
import type { JSX } from 'preact'
import { TextField } from './field.tsx'

export function SearchField(props: {
  label: string
  value: string
  onInput: (text: string) => void
  test: string
}): JSX.Element {
  return (
    <div onKeyDown={keepFromSending}>
      <TextField {...props} />
    </div>
  )
}

function keepFromSending(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault()
}
