// Starting a festival in the popup; afterwards it is the one that is shown.
import type { JSX } from 'preact'
import { t } from '../../ui/i18n.ts'
import { NewFestivalFields, useNewFestival } from '../../ui/new-festival.tsx'
import type { ViewProps } from '../app.tsx'
import { whenDone } from '../route.ts'
import { FormView } from './form-view.tsx'

export function NewFestival(props: Omit<ViewProps, 'festival'>): JSX.Element {
  const made = useNewFestival()
  const submit = async (): Promise<void> => {
    const goOn = whenDone()
    const festival = await made.submit()
    if (festival === undefined) return
    props.chooseFestival(festival)
    goOn('all')
  }
  return (
    <FormView
      title={t('festivalStart')}
      back="all"
      command={made.command}
      submit={{ words: t('festivalStart'), test: 'festival-submit' }}
      onSubmit={submit}
    >
      <div class="inside stack">
        <NewFestivalFields of={made} festivals={props.node.festivals} />
      </div>
    </FormView>
  )
}
