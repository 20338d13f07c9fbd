// Fields that most people leave alone, folded away.
import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'

export function More(props: {
  words?: string
  test?: string
  /** Unfolds it when something in it has to be seen; it stays open afterwards. */
  unfold?: boolean
  children: ComponentChildren
}): JSX.Element {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (props.unfold && details.current) details.current.open = true
  }, [props.unfold])
  return (
    <details class="more" data-test={props.test} ref={details}>
      <summary>
        <Icon name="right" size="small" />
        {props.words ?? t('more')}
      </summary>
      <div class="stack">{props.children}</div>
    </details>
  )
}
