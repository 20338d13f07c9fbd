// Fields that most people leave alone, folded away.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'

export function More(props: {
  words?: string
  test?: string
  /** Unfolds it when something in it has to be seen; it stays open afterwards. */
  unfold?: boolean
  /** What is in it is made when it is unfolded for the first time: it is much. */
  late?: boolean
  children: ComponentChildren
}): JSX.Element {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (props.unfold && details.current) details.current.open = true
  }, [props.unfold])
  const [wasOpen, setWasOpen] = useState(props.late !== true)
  return (
    <details class="more" data-test={props.test} ref={details} onToggle={() => setWasOpen(true)}>
      <summary>
        <Icon name="right" size="small" />
        {props.words ?? t('more')}
      </summary>
      <div class="stack">{wasOpen && props.children}</div>
    </details>
  )
}
