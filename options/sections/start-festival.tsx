// Starting a festival in the app: a card that says what it takes, and the form when it is wanted.
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from '../../ui/button.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { t } from '../../ui/i18n.ts'
import { NewFestivalFields, useNewFestival } from '../../ui/new-festival.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { FormCard } from '../form-card.tsx'

export function StartFestival({ node }: { node: NodeState }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <StartForm node={node} onMade={() => setOpen(false)} />
  return (
    <section class="card padded stack">
      <h2>{t('waysStart')}</h2>
      <p class="small soft">{t('waysStartText')}</p>
      <Button look="line" icon="plus" test="create-festival" onClick={() => setOpen(true)}>
        {t('festivalStart')}
      </Button>
    </section>
  )
}

function StartForm({ node, onMade }: { node: NodeState; onMade: () => void }): JSX.Element {
  const made = useNewFestival()
  const [, choose] = useCurrentFestival(node.festivals, node.archived)
  const submit = async (): Promise<void> => {
    const festival = await made.submit()
    if (festival === undefined) return
    choose(festival)
    onMade()
  }
  return (
    <FormCard
      title={t('festivalStart')}
      command={made.command}
      submit={{ words: t('festivalStart'), test: 'festival-submit' }}
      onSubmit={submit}
    >
      <NewFestivalFields of={made} festivals={node.festivals} />
    </FormCard>
  )
}
