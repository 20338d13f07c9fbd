// What web sites may do: every permission, until when, and how to end it (mockup 08b).
import type { JSX } from 'preact'
import { readPermissions, readResources } from '../../src/adapters/dexie/queries.ts'
import type { PermissionRow } from '../../src/adapters/dexie/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatAgo, formatDay, formatTime } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { personaTitle } from '../../ui/persona-title.ts'
import { scopeWords } from '../../ui/scopes.ts'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { viewerZone } from '../../ui/zone-time.ts'

export function Sites(props: { node: NodeState }): JSX.Element | null {
  const { festivals } = props.node
  const permissions = useLive(readPermissions)
  const titles = useLive(
    async (db) => {
      const all = await Promise.all(festivals.map(({ festival }) => readResources(db, festival)))
      return Object.fromEntries(all.flat().map(({ id, title }) => [id, title]))
    },
    [festivals.map(({ festival }) => festival).join(' ')],
  )
  if (permissions === undefined) return null
  return (
    <>
      <p class="soft">{t('sitesText')}</p>
      {permissions.length === 0 && <Empty title={t('sitesNone')} text={t('sitesNoneText')} />}
      {permissions.map((permission) => (
        <SiteRow key={permission.id} permission={permission} node={props.node} titles={titles ?? {}} />
      ))}
    </>
  )
}

function SiteRow(props: {
  permission: PermissionRow
  node: NodeState
  titles: Readonly<Record<string, string>>
}): JSX.Element {
  const { permission, node, titles } = props
  const revoke = useCommand('permission.revoke')
  const me = personaTitle(permission.persona)
  const zone = viewerZone()
  const over = permission.until <= Date.now()
  return (
    <div class="site-row" data-test="permission" data-origin={permission.origin}>
      <span>
        <b class="mono">
          <bdi>{visibleText(permission.origin)}</bdi>
        </b>
        <br />
        <span class="small soft">{t('siteAs', [me])}</span>
      </span>
      {permission.blocked === 1 ? (
        <span class="small">{t('siteBlocked')}</span>
      ) : (
        <ul>
          {permission.scopes.map((scope) => (
            <li key={scope}>{scopeWords(scope, node.festivals, titles, me).title}</li>
          ))}
        </ul>
      )}
      <span class="small">
        <b>{over ? t('siteOver') : `${formatDay(permission.until, zone)}, ${formatTime(permission.until, zone)}`}</b>
        <br />
        <span class="soft">{t('siteUsed', [formatAgo(permission.lastUsedAt, Date.now())])}</span>
      </span>
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
