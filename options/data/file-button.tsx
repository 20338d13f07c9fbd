// A button that chooses files. The native input takes keys and focus; what is seen is its label.
import type { JSX } from 'preact'
import { Icon } from '../../ui/icon.tsx'

export function FileButton(props: {
  open: string
  accept: string
  multiple?: boolean
  look?: 'main' | 'line'
  test: string
  onFiles: (files: readonly File[]) => void
}): JSX.Element {
  const { look = 'line', multiple = false, onFiles } = props
  return (
    <label class={`button ${look} file-button`}>
      <Icon name="upload" />
      <span class="cut">{props.open}</span>
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
  )
}
