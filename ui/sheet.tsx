// A sheet of paper that slides over the panel: a native modal dialog, so Escape closes it and focus returns.
import { useCallback, useId, useRef } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'

/** Shown while it is rendered; `onClose` must take it away. */
export function Sheet(props: { title: string; onClose: () => void; children: ComponentChildren }): JSX.Element {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  // Before all effects of what is inside: it may want the focus, which a closed dialog can not give.
  const show = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element
    element?.showModal()
  }, [])
  return (
    <dialog class="sheet" ref={show} aria-labelledby={id} onClose={() => props.onClose()}>
      <div class="sheet-head">
        <h2 id={id} class="grow">
          {props.title}
        </h2>
        <Button look="quiet" icon="x" label={t('close')} onClick={() => dialog.current?.close()} />
      </div>
      <div class="sheet-body">{props.children}</div>
    </dialog>
  )
}
