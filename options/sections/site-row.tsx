// What one web site may do, as whom, until when, and how to end it.
import type { JSX } from 'preact'
import type { PermissionRow } from '../../src/adapters/dexie/schema.ts'
import { Button } from '../../ui/button.tsx'
import { formatAgo, formatMoment } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { scopeWords } from '../../ui/scopes.ts'
import { useAloneThings } from '../../ui/use-alone-things.ts'
import { useCommand } from '../../ui/use-command.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import { viewerZone } from '../../ui/zone-time.ts'

interface SiteRowProps {
  permission: PermissionRow
  node: NodeState
  /** Titles of resources by id. */
  titles: Readonly<Record<string, string>>
}

export function SiteRow(props: SiteRowProps): JSX.Element {
  const { permission } = props
  const revoke = useCommand('permission.revoke')
  return (
    <div class="site-row" data-test="permission" data-origin={permission.origin}>
      <span>
        <b class="mono break">
          <bdi>{visibleText(permission.origin)}</bdi>
        </b>
        <br />
        <span class="small soft">{t('siteAs', [personaTitle(permission.persona)])}</span>
      </span>
      <May {...props} />
      <Until permission={permission} />
      <span>
        <Button
          look="line"
          size="small"
          busy={revoke.busy}
          test="permission-revoke"
          onClick={() => void revoke.run({ permission: permission.id })}
        >
          {t('siteEnd')}
        </Button>
        <Outcome slow={revoke.slow} error={revoke.error} />
      </span>
    </div>
  )
}

function May({ permission, node, titles }: SiteRowProps): JSX.Element {
  const things = useAloneThings(permission.persona, permission.origin) ?? new Set()
  const me = personaTitle(permission.persona)
  // Until when stands in the next column.
  const alone = { things, until: '' }
  return (
    <ul>
      {permission.scopes.map((scope) => (
        <li key={scope}>
          {scopeWords(scope, allFestivals(node), titles, me, alone).title}
          {(permission.alone?.[scope] ?? 0) > Date.now() && (
            <b class="alone" data-test="permission-alone">
              {t('siteAlone', [formatMoment(permission.alone?.[scope] ?? 0, viewerZone())])}
            </b>
          )}
        </li>
      ))}
    </ul>
  )
}

function Until({ permission }: { permission: PermissionRow }): JSX.Element {
  const over = permission.until <= Date.now()
  return (
    <span class="small">
      <b>{over ? t('siteOver') : formatMoment(permission.until, viewerZone())}</b>
      <br />
      <span class="soft">{t('siteUsed', [formatAgo(permission.lastUsedAt, Date.now())])}</span>
    </span>
  )
}
