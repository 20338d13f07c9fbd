// Who I am here: the animal, the public key, and what keeps them when this device breaks. Before there is a panda: the ways to
// one.
import type { JSX } from 'preact'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Animal } from '../../ui/animal.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { useCommand } from '../../ui/use-command.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { CameBack } from './came-back.tsx'
import { Damaged } from './identity-damaged.tsx'
import { KeepSteps } from './identity-keep.tsx'
import { MyPersonas } from './identity-personas.tsx'
import { PasswordCard } from './identity-password.tsx'
import { RetirePersona } from './identity-retire.tsx'
import { Restore } from './restore.tsx'

export function Identity({ node }: { node: NodeState }): JSX.Element {
  if (node.persona === undefined) return <Beginning />
  if (node.isDamaged) {
    return (
      <>
        <Damaged />
        <Me me={node.persona} />
      </>
    )
  }
  return (
    <>
      <CameBack />
      <Me me={node.persona} />
      <MyPersonas node={node} />
      <KeepSteps me={node.mine[0] ?? node.persona} />
      <PasswordCard />
      <RetirePersona node={node} />
    </>
  )
}

function Me({ me }: { me: PublicKey }): JSX.Element {
  return (
    <section class="card padded stack">
      <div class="row">
        <Animal publicKey={me} size="huge" />
        <div>
          <h2>{personaTitle(me)}</h2>
          <p class="small soft">{t('identityText')}</p>
        </div>
      </div>
      <CopyText label={t('identityKey')} text={me} test="public-key" />
      <Note tone="info" icon="key">
        {t('identityKeyText')}
      </Note>
    </section>
  )
}

function Beginning(): JSX.Element {
  const create = useCommand('persona.create')
  return (
    <>
      <section class="card padded stack">
        <h2>{t('identityNone')}</h2>
        <p class="small soft">{t('welcomeText')}</p>
        <div class="row wrap">
          <Button look="main" busy={create.busy} test="make-panda" onClick={() => void create.run({})}>
            {t('welcomeMake')}
          </Button>
        </div>
        <Outcome slow={create.slow} error={create.error} />
      </section>
      <Restore />
    </>
  )
}
