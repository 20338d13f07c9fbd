// A card that takes files: dropped anywhere on it, or chosen with its button. Its children stand below its words.
import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from '../../ui/icon.tsx'

export function DropFiles(props: {
  title: string
  text: string
  /** The words of the button. */
  open: string
  /** File name extension with its point. */
  accept: string
  multiple?: boolean
  look?: 'main' | 'line'
  test: string
  onFiles: (files: readonly File[]) => void
  children?: ComponentChildren
}): JSX.Element {
  const { onFiles, multiple = false, look = 'line' } = props
  const [isOver, setIsOver] = useState(false)
  return (
    <section
      class={`card padded stack drop${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onFiles([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <h2>{props.title}</h2>
      <p class="small soft">{props.text}</p>
      {/* The native input takes keys and focus; what is seen is its label. */}
      <label class={`button ${look} file-button`}>
        <Icon name="upload" />
        {props.open}
        <input
          type="file"
          class="spoken"
          multiple={multiple}
          accept={props.accept}
          data-test={props.test}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])]
            // The same file may be opened again.
            event.currentTarget.value = ''
            onFiles(files)
          }}
        />
      </label>
      {props.children}
    </section>
  )
}
