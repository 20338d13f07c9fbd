// One of the steps that make sure nothing is lost when this device breaks (mockup 08a): a tick or its number, what it is, and
// what can be done.
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/i18n.ts'

export function KeepStep(props: {
  number: number
  isDone: boolean
  title: string
  text: string
  action?: ComponentChildren
  test: string
  children?: ComponentChildren
}): JSX.Element {
  return (
    <li class="keep-step" data-test={props.test} data-done={props.isDone}>
      <span class={`step-mark${props.isDone ? ' done' : ''}`}>
        {props.isDone ? <Icon name="check" /> : <span aria-hidden="true">{props.number}</span>}
        {props.isDone && <span class="spoken">{t('stepDone')}</span>}
      </span>
      <div class="step-words">
        <h3>{props.title}</h3>
        <p class="small soft">{props.text}</p>
      </div>
      <div class="step-action">{props.action}</div>
      <div class="step-more stack">{props.children}</div>
    </li>
  )
}
