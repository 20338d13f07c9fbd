// What web sites may do, what they did, and who may not ask: every permission, until when, and how to end it (mockup 08b).
import type { JSX } from 'preact'
import { readPermissions } from '../../src/adapters/dexie/queries.ts'
import type { PermissionRow } from '../../src/adapters/dexie/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'
import { allFestivals, type NodeState } from '../../ui/use-node.ts'
import { useResourceTitles } from '../../ui/use-resource-titles.ts'
import { SiteAccess } from './site-access.tsx'
import { SiteActivityList } from './site-activity.tsx'
import { SiteRow } from './site-row.tsx'
import { SitesBlocked } from './sites-blocked.tsx'

export function Sites(props: { node: NodeState }): JSX.Element | null {
  const { node } = props
  const permissions = useLive(readPermissions)
  const titles = useResourceTitles(allFestivals(node))
  if (permissions === undefined) return null
  const allowed = permissions.filter(({ blocked }) => blocked === 0)
  return (
    <>
      <div class="row top">
        <p class="soft grow">{t('sitesText')}</p>
        {allowed.length > 0 && <EndAll permissions={allowed} />}
      </div>
      {allowed.length === 0 && <Empty title={t('sitesNone')} text={t('sitesNoneText')} />}
      {allowed.map((permission) => (
        <SiteRow key={permission.id} permission={permission} node={node} titles={titles} />
      ))}
      <div class="sites-below">
        <SiteActivityList festivals={allFestivals(node)} />
        <div class="stack">
          <SitesBlocked permissions={permissions.filter(({ blocked }) => blocked === 1)} />
          {allowed.length > 0 && <Note tone="info">{t('sitesNoneText')}</Note>}
          <SiteAccess />
        </div>
      </div>
    </>
  )
}

function EndAll({ permissions }: { permissions: readonly PermissionRow[] }): JSX.Element {
  const end = useCommand('permission.revokeAll')
  return (
    <span>
      <Button
        look="line"
        busy={end.busy}
        disabled={permissions.length === 0}
        test="permission-revoke-all"
        onClick={() => void end.run({})}
      >
        {t('siteEndAll')}
      </Button>
      <Outcome slow={end.slow} error={end.error} />
    </span>
  )
}
