// Before somebody is blocked: what it does and what it does not.
import type { JSX } from 'preact'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function PersonBlock(props: {
  author: PublicKey
  name: string
  /** They started the festival that is shown. */
  isFounder: boolean
  onDone: () => void
}): JSX.Element {
  const block = useCommand('person.block')
  const run = (): void => void block.run({ author: props.author }).then((done) => done && props.onDone())
  return (
    <div class="stack tight" data-test="person-block-question">
      <Note tone="warn" icon="warn">
        <p>{t('blockDoes', [isolated(props.name)])}</p>
        <p>{t('blockDoesNot')}</p>
        {props.isFounder && <p>{t('blockFounder')}</p>}
      </Note>
      <div class="row wrap">
        <Button look="no" busy={block.busy} test="person-block-do" onClick={run}>
          {t('blockDo', [isolated(props.name)])}
        </Button>
        <Button look="quiet" onClick={props.onDone}>
          {t('blockKeep')}
        </Button>
      </div>
      <Outcome slow={block.slow} error={block.error} />
    </div>
  )
}
