// Retiring a persona: what it means, what it leaves behind, and who goes on (decision 0031).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { MyPersona } from '../../src/adapters/dexie/read-my-personas.ts'
import { readTiesOfPersona } from '../../src/adapters/dexie/read-ties.ts'
import type { AsWhom } from '../../messages/panel.ts'
import { PersonaRadios } from '../../ui/as-whom.tsx'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { myPersonaName, useMyPersonas } from '../../ui/my-persona.tsx'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'

export function RetirePersona({ node }: { node: NodeState }): JSX.Element | null {
  const [isOpen, setOpen] = useState(false)
  const [chosen, choose] = useState<string | undefined>(undefined)
  const left = useMyPersonas()?.filter(({ retired }) => !retired) ?? []
  const persona = left.find(({ publicKey }) => publicKey === chosen) ?? left.find(({ isDefault }) => isDefault)
  if (persona === undefined) return null
  const name = isolated(myPersonaName(persona))
  return (
    <section class="card padded stack key-card" data-test="retire-card">
      <h2>{t('retirePersonaTitle')}</h2>
      <p class="small soft">{t('retirePersonaText')}</p>
      {left.length > 1 && <Which personas={left} value={persona.publicKey} onChoose={choose} />}
      {isOpen ? (
        <Question key={persona.publicKey} persona={persona} node={node} onBack={() => setOpen(false)} />
      ) : (
        <div class="row wrap">
          <Button look="no" test="retire-open" onClick={() => setOpen(true)}>
            {t('retirePersonaOpen', [name])}
          </Button>
        </div>
      )}
    </section>
  )
}

function Which(props: { personas: MyPersona[]; value: string; onChoose: (key: string) => void }): JSX.Element {
  return (
    <Field label={t('retirePersonaWhich')}>
      {(wiring) => (
        <select
          {...wiring}
          class="input"
          value={props.value}
          data-test="retire-which"
          onChange={(event) => props.onChoose(event.currentTarget.value)}
        >
          {props.personas.map((persona) => (
            <option key={persona.publicKey} value={persona.publicKey}>
              {myPersonaName(persona)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Question(props: { persona: MyPersona; node: NodeState; onBack: () => void }): JSX.Element {
  const { persona, node } = props
  const { publicKey } = persona
  const retire = useCommand('persona.retire')
  const [successor, choose] = useState<AsWhom | undefined>(undefined)
  const [isNamed, setNamed] = useState(false)
  const [isSure, setSure] = useState(false)
  const ties = useLive((db) => readTiesOfPersona(db, publicKey, Date.now()), [publicKey])
  const isReady = isSure && ties !== undefined && (!isNamed || successor !== undefined)
  const submit = async (): Promise<void> => {
    const named = isNamed && successor !== undefined ? { successor } : {}
    if (await retire.run({ persona: publicKey, ...named })) props.onBack()
  }
  return (
    <div class="stack" data-test="retire-question">
      <ul class="plain-list small">
        <li>{t('retirePersonaWords')}</li>
        {ties !== undefined && ties.things > 0 && <li>{plural('retirePersonaThings', ties.things)}</li>}
        {ties !== undefined && ties.waiting > 0 && <li>{plural('retirePersonaWaiting', ties.waiting)}</li>}
        {ties !== undefined && ties.promises > 0 && <li>{plural('retirePersonaPromises', ties.promises)}</li>}
        {ties !== undefined && ties.events > 0 && <li>{plural('retirePersonaEvents', ties.events)}</li>}
        <li>{t('retirePersonaOffline')}</li>
      </ul>
      <Check on={isNamed} test="retire-named" onChange={setNamed}>
        {t('retirePersonaNamed')}
        <span class="hint">{t('retirePersonaNamedHint')}</span>
      </Check>
      {isNamed && (
        <PersonaRadios
          festivals={allFestivals(node)}
          value={successor}
          onChoose={choose}
          without={publicKey}
          label={t('retirePersonaNamed')}
        />
      )}
      <Note tone="warn" icon="warn">
        {t('retirePersonaForGood')}
      </Note>
      <Check on={isSure} test="retire-sure" onChange={setSure}>
        {t('retirePersonaSure')}
      </Check>
      <Outcome slow={retire.slow} error={retire.error} />
      <div class="row wrap">
        <Button look="no" busy={retire.busy} disabled={!isReady} test="retire-submit" onClick={() => void submit()}>
          {t('retirePersonaSubmit', [isolated(myPersonaName(persona))])}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {t('back')}
        </Button>
      </div>
    </div>
  )
}
