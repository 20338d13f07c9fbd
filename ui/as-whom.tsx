// As whom I come into a festival, folded away: whoever does not look for it comes as ever.
import { useId } from 'preact/hooks'
import type { JSX } from 'preact'
import type { AsWhom } from '../messages/panel.ts'
import { t } from './i18n.ts'
import { isolated } from './hidden-characters.ts'
import { More } from './more.tsx'
import { MyPersonaLine, myPersonaName, useMyPersonas } from './my-persona.tsx'
import { Radio } from './radio.tsx'
import type { NodeState } from './use-node.ts'

export interface AsWhomProps {
  festivals: NodeState['festivals']
  /** Undefined: as usual. */
  value: AsWhom | undefined
  onChoose: (as: AsWhom) => void
}

export function AsWhomField(props: AsWhomProps): JSX.Element | null {
  const personas = useMyPersonas()
  const usual = personas?.find(({ isDefault }) => isDefault)
  if (personas === undefined || usual === undefined) return null
  const chosen = personas.find(({ publicKey }) => publicKey === (props.value ?? usual.publicKey))
  const name = props.value === 'new' ? t('asWhomNew') : isolated(myPersonaName(chosen ?? usual))
  return (
    <More words={t('asWhom', [name])} test="as-whom">
      <PersonaRadios {...props} value={props.value ?? usual.publicKey} label={t('asWhomLegend')} />
    </More>
  )
}

/** All personas that have not retired but `without`, and a new one unless `withNew` is false. */
export function PersonaRadios(
  props: AsWhomProps & { label: string; without?: string; withNew?: boolean },
): JSX.Element | null {
  const id = useId()
  const personas = useMyPersonas()
  if (personas === undefined) return null
  const choices = personas.filter(({ publicKey, retired }) => !retired && publicKey !== props.without)
  return (
    <fieldset class="personas">
      <legend class="spoken">{props.label}</legend>
      {choices.map((persona) => (
        <Radio
          key={persona.publicKey}
          group={id}
          on={props.value === persona.publicKey}
          test="as-mine"
          onChoose={() => props.onChoose(persona.publicKey)}
        >
          <MyPersonaLine persona={persona} festivals={props.festivals} />
        </Radio>
      ))}
      {props.withNew !== false && (
        <Radio group={id} on={props.value === 'new'} test="as-new" onChoose={() => props.onChoose('new')}>
          <b>{t('asWhomNew')}</b>
          <span class="hint">{t('asWhomNewHint')}</span>
        </Radio>
      )}
    </fieldset>
  )
}
