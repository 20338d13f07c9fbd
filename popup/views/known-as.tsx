// Who a site gets to know, for whoever is several; and that it already knows another one (decision 0031).
import type { JSX } from 'preact'
import { readPermissions } from '../../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { PersonaRadios } from '../../ui/as-whom.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { Note } from '../../ui/note.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'

export function KnownAs(props: {
  approval: ApprovalRow
  node: NodeState
  value: PublicKey
  onChoose: (persona: PublicKey) => void
}): JSX.Element | null {
  const { approval, node, value } = props
  const others = useLive(
    async (db) => {
      const rows = await readPermissions(db)
      const isOther = (row: (typeof rows)[number]): boolean =>
        row.origin === approval.origin && row.container === approval.container && row.persona !== value
      return rows.filter((row) => isOther(row) && row.blocked === 0 && row.until > Date.now())
    },
    [approval.id, value],
  )
  if (node.mine.length < 2) return null
  const [other] = others ?? []
  return (
    <>
      <More words={t('siteKnowsAs', [isolated(personaTitle(value))])} test="known-as">
        <PersonaRadios
          festivals={node.festivals}
          value={value}
          onChoose={(as) => as !== 'new' && props.onChoose(as)}
          withNew={false}
          label={t('siteKnowsAsLegend')}
        />
      </More>
      {other && (
        <Note tone="warn" icon="warn" test="known-already">
          {t('siteKnowsBoth', [isolated(personaTitle(other.persona))])}
        </Note>
      )}
    </>
  )
}
