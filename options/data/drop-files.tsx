// A card that takes files: dropped anywhere on it, or chosen with its button. Its children stand below its words.
import { useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { FileButton } from './file-button.tsx'

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
      <FileButton
        open={props.open}
        accept={props.accept}
        multiple={multiple}
        look={look}
        test={props.test}
        onFiles={onFiles}
      />
      {props.children}
    </section>
  )
}
