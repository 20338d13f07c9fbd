// A new festival inside another one: its clocks and its place, unless said otherwise later.
import type { JSX } from 'preact'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { useCommand } from '../../ui/use-command.ts'
import { FestivalForm } from './festival-form.tsx'

const EMPTY = { title: '', from: '', to: '' }

export function NestForm({ parent, onDone }: { parent: FestivalOverview; onDone: () => void }): JSX.Element {
  const create = useCommand('festival.create')
  const { timezone, festival } = parent
  return (
    <FestivalForm
      kind="nest"
      festival={parent}
      start={EMPTY}
      name={t('nestOpen', [isolated(parent.title)])}
      submit={t('nestSubmit')}
      command={create}
      onSubmit={async (filled) => {
        if (await create.run({ ...filled, timezone, visibility: 'open', parent: festival })) onDone()
      }}
      onBack={onDone}
    />
  )
}
