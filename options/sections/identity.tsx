// Who I am here: the animal, the public key, and where the secret stays.
import type { JSX } from 'preact'
import { Animal } from '../../ui/animal.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import type { NodeState } from '../../ui/use-node.ts'

export function Identity({ node }: { node: NodeState }): JSX.Element {
  if (node.persona === undefined) return <Empty title={t('identityNone')} text={t('personaFirst')} />
  return (
    <section class="card padded stack">
      <div class="row">
        <Animal publicKey={node.persona} size="huge" />
        <div>
          <h2>{personaTitle(node.persona)}</h2>
          <p class="small soft">{t('identityText')}</p>
        </div>
      </div>
      <CopyText label={t('identityKey')} text={node.persona} test="public-key" />
      <Note tone="info" icon="key">
        {t('welcomeKey')}
      </Note>
    </section>
  )
}
