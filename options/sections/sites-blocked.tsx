// Web sites that may not ask any more, and how to let them again.
import type { JSX } from 'preact'
import type { PermissionRow } from '../../src/adapters/dexie/schema.ts'
import { Button } from '../../ui/button.tsx'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function SitesBlocked(props: { permissions: readonly PermissionRow[] }): JSX.Element | null {
  if (props.permissions.length === 0) return null
  return (
    <section class="stack">
      <h2>{t('siteRefused')}</h2>
      {props.permissions.map((permission) => (
        <Blocked key={permission.id} permission={permission} />
      ))}
    </section>
  )
}

function Blocked({ permission }: { permission: PermissionRow }): JSX.Element {
  const forget = useCommand('permission.revoke')
  return (
    <div class="card padded row" data-test="permission-blocked" data-origin={permission.origin}>
      <span class="grow">
        <b class="mono break">
          <bdi>{visibleText(permission.origin)}</bdi>
        </b>
        <br />
        <span class="small soft">{t('siteBlocked')}</span>
      </span>
      <Button
        look="line"
        size="small"
        busy={forget.busy}
        test="permission-forget"
        onClick={() => void forget.run({ permission: permission.id })}
      >
        {t('siteForget')}
      </Button>
      <Outcome slow={forget.slow} error={forget.error} />
    </div>
  )
}
