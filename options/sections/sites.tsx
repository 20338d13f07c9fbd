// What web sites may do: every permission, until when, and how to end it (mockup 08b).
import type { JSX } from 'preact'
import { readPermissions } from '../../src/adapters/dexie/queries.ts'
import type { PermissionRow } from '../../src/adapters/dexie/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatAgo, formatDay, formatTime } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { scopeWords } from '../../ui/scopes.ts'
import { useAloneThings } from '../../ui/use-alone-things.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { useResourceTitles } from '../../ui/use-resource-titles.ts'
import { viewerZone } from '../../ui/zone-time.ts'

export function Sites(props: { node: NodeState }): JSX.Element | null {
  const { festivals } = props.node
  const permissions = useLive(readPermissions)
  const titles = useResourceTitles(festivals)
  if (permissions === undefined) return null
  return (
    <>
      <p class="soft">{t('sitesText')}</p>
      {permissions.length === 0 && <Empty title={t('sitesNone')} text={t('sitesNoneText')} />}
      {permissions.map((permission) => (
        <SiteRow key={permission.id} permission={permission} node={props.node} titles={titles} />
      ))}
    </>
  )
}

interface SiteRowProps {
  permission: PermissionRow
  node: NodeState
  /** Titles of resources by id. */
  titles: Readonly<Record<string, string>>
}

function SiteRow(props: SiteRowProps): JSX.Element {
  const { permission } = props
  const revoke = useCommand('permission.revoke')
  return (
    <div class="site-row" data-test="permission" data-origin={permission.origin}>
      <span>
        <b class="mono">
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
          {permission.blocked === 1 ? t('siteForget') : t('siteEnd')}
        </Button>
        <Outcome slow={revoke.slow} error={revoke.error} />
      </span>
    </div>
  )
}

function May({ permission, node, titles }: SiteRowProps): JSX.Element {
  const things = useAloneThings(permission.persona, permission.origin) ?? new Set()
  if (permission.blocked === 1) return <span class="small">{t('siteBlocked')}</span>
  const me = personaTitle(permission.persona)
  // Until when stands in the next column.
  const alone = { things, until: '' }
  return (
    <ul>
      {permission.scopes.map((scope) => (
        <li key={scope}>{scopeWords(scope, node.festivals, titles, me, alone).title}</li>
      ))}
    </ul>
  )
}

function Until({ permission }: { permission: PermissionRow }): JSX.Element {
  const zone = viewerZone()
  const over = permission.until <= Date.now()
  return (
    <span class="small">
      <b>{over ? t('siteOver') : `${formatDay(permission.until, zone)}, ${formatTime(permission.until, zone)}`}</b>
      <br />
      <span class="soft">{t('siteUsed', [formatAgo(permission.lastUsedAt, Date.now())])}</span>
    </span>
  )
}
