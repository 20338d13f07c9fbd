// The first line of a view: its title, a way back where it is not one of the four places, and what stands at the end.
import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { go, type View } from '../route.ts'

export function ViewHead(props: { title: string; back?: View; children?: ComponentChildren }): JSX.Element {
  const { back } = props
  return (
    <div class="head">
      {back && <Button look="quiet" icon="left" label={t('back')} onClick={() => go(back)} />}
      <h1 class="cut">{props.title}</h1>
      {props.children}
    </div>
  )
}
