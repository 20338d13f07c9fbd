// What a site asks to be allowed: one tick each, so that every permission can be left out (mockup 02a).
import type { JSX } from 'preact'
import { Check } from '../../ui/check.tsx'
import { t } from '../../ui/i18n.ts'
import { type Alone, type ScopeWords, scopeWords } from '../../ui/scopes.ts'
import type { NodeState } from '../../ui/use-node.ts'

export function ScopeList(props: {
  scopes: readonly string[]
  kept: readonly string[]
  festivals: NodeState['festivals']
  /** Titles of resources by id. */
  titles: Readonly<Record<string, string>>
  myName: string
  alone: Alone
  onChange: (scope: string, on: boolean) => void
}): JSX.Element {
  const { scopes, kept, festivals, titles, myName, alone } = props
  return (
    <fieldset class="card scopes">
      <legend class="spoken">{t('scopesLegend')}</legend>
      {scopes.map((scope) => (
        <Check
          key={scope}
          on={kept.includes(scope)}
          test="scope"
          data={{ 'data-scope': scope }}
          onChange={(on) => props.onChange(scope, on)}
        >
          <Words {...scopeWords(scope, festivals, titles, myName, alone)} />
        </Check>
      ))}
    </fieldset>
  )
}

function Words({ title, detail, risky }: ScopeWords): JSX.Element {
  return (
    <>
      <b>{title}</b>
      <span class={risky ? 'small risky' : 'small soft'}>{detail}</span>
    </>
  )
}
