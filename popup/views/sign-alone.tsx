// Whether the site may have more of the same kind written without asking: only when the user ticks it here, a few a day, and not
// for long (decision 32).
import type { JSX } from 'preact'
import { readPermissions } from '../../src/adapters/dexie/queries.ts'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { Check } from '../../ui/check.tsx'
import { formatMoment } from '../../ui/format.ts'
import { list, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { publishWords } from '../../ui/scopes.ts'
import { useLive } from '../../ui/use-live.ts'
import { viewerZone } from '../../ui/zone-time.ts'
import type { SigningItem } from '../use-signing.ts'

const WEEK_MS = 7 * 24 * 3_600_000

export function SignAlone(props: {
  approval: ApprovalRow
  items: readonly SigningItem[]
  /** Until when, UTC ms; undefined while it is not ticked. */
  value: number | undefined
  onChange: (until: number | undefined) => void
}): JSX.Element | null {
  const { approval, items, value, onChange } = props
  const permissions = useLive(readPermissions)
  const permission = permissions?.find(({ origin, container, persona, blocked }) => {
    return (
      origin === approval.origin && container === approval.container && persona === approval.persona && blocked === 0
    )
  })
  if (permission === undefined) return null
  const until = value ?? Math.min(permission.until, Date.now() + WEEK_MS)
  const kinds = [...new Set(items.map(([{ operation }]) => publishWords(operation.op)))]
  return (
    <More words={t('signNextTime')} test="sign-next-time">
      <Check on={value !== undefined} test="sign-alone" onChange={(on) => onChange(on ? until : undefined)}>
        <b>{t('signAlone', [list(kinds)])}</b>
        <span class="small soft block">{t('signAloneDetail', [formatMoment(until, viewerZone())])}</span>
      </Check>
    </More>
  )
}
