// Fields that most people leave alone, folded away.
import type { ComponentChildren, JSX } from 'preact'
import { t } from './i18n.ts'
import { Icon } from './icon.tsx'

export function More(props: { words?: string; test?: string; children: ComponentChildren }): JSX.Element {
  return (
    <details class="more" data-test={props.test}>
      <summary>
        <Icon name="right" size="small" />
        {props.words ?? t('more')}
      </summary>
      <div class="stack">{props.children}</div>
    </details>
  )
}
