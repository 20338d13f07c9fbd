// One line for whoever asked, named by its placeholder and for screen readers by a label.
import { useId } from 'preact/hooks'
import type { JSX } from 'preact'

const NOTE_LIMIT = 500

export function NoteInput(props: {
  words: string
  note: string
  test: string
  onNote: (note: string) => void
}): JSX.Element {
  const id = useId()
  return (
    <>
      <label class="spoken" for={id}>
        {props.words}
      </label>
      <input
        id={id}
        class="input note-input"
        value={props.note}
        maxLength={NOTE_LIMIT}
        placeholder={props.words}
        autocomplete="off"
        data-test={props.test}
        onInput={(event) => props.onNote(event.currentTarget.value)}
      />
    </>
  )
}
