// My personas: where each of them is, what I call it, which one comes along to new festivals, and one more (mockup 08a).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { MyPersona } from '../../src/adapters/dexie/read-my-personas.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { t } from '../../ui/i18n.ts'
import { MyPersonaLine, useMyPersonas } from '../../ui/my-persona.tsx'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { useCommand } from '../../ui/use-command.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'

export function MyPersonas({ node }: { node: NodeState }): JSX.Element {
  const personas = useMyPersonas() ?? []
  const add = useCommand('persona.add')
  return (
    <section class="card padded stack" data-test="personas">
      <h2>{t('personasTitle')}</h2>
      <p class="small soft">{t('personasText')}</p>
      <ul>
        {personas.map((persona) => (
          <PersonaRow key={persona.publicKey} persona={persona} node={node} isOnly={personas.length === 1} />
        ))}
      </ul>
      <div class="row wrap">
        <Button look="line" icon="plus" busy={add.busy} test="persona-add" onClick={() => void add.run({})}>
          {t('personaAdd')}
        </Button>
      </div>
      <Outcome slow={add.slow} error={add.error} />
      <Note tone="info">{t('personasApart')}</Note>
    </section>
  )
}

function PersonaRow(props: { persona: MyPersona; node: NodeState; isOnly: boolean }): JSX.Element {
  const { persona, node, isOnly } = props
  const [isNaming, setNaming] = useState(false)
  const choose = useCommand('persona.default')
  const { publicKey, isDefault, retired } = persona
  return (
    <li class="person-row" data-test="my-persona" data-key={publicKey}>
      <div class="row wrap">
        <MyPersonaLine persona={persona} festivals={allFestivals(node)} />
        {isDefault && !isOnly && <Badge tone="calm">{t('personaDefault')}</Badge>}
        {!retired && (
          <Button look="line" size="small" test="persona-label" onClick={() => setNaming(!isNaming)}>
            {t('personaLabel')}
          </Button>
        )}
        {!isDefault && !retired && (
          <Button
            look="line"
            size="small"
            busy={choose.busy}
            test="persona-default"
            onClick={() => void choose.run({ persona: publicKey })}
          >
            {t('personaMakeDefault')}
          </Button>
        )}
      </div>
      <Outcome slow={choose.slow} error={choose.error} />
      {isNaming && <Labelling persona={persona} onDone={() => setNaming(false)} />}
    </li>
  )
}

function Labelling({ persona, onDone }: { persona: MyPersona; onDone: () => void }): JSX.Element {
  const set = useCommand('persona.label')
  const [label, setLabel] = useState(persona.label ?? '')
  const submit = async (): Promise<void> => {
    if (await set.run({ persona: persona.publicKey, label })) onDone()
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label={t('personaLabelField')}
        value={label}
        onInput={setLabel}
        placeholder={personaTitle(persona.publicKey)}
        test="persona-label-field"
      />
      <div class="row wrap">
        <Button look="main" size="small" submit busy={set.busy} test="persona-label-submit">
          {t('save')}
        </Button>
        <Button look="quiet" size="small" onClick={onDone}>
          {t('back')}
        </Button>
      </div>
      <Outcome slow={set.slow} error={set.error} />
    </form>
  )
}
