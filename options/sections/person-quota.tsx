// Somebody filled what this browser keeps of one person (DESIGN 5.7): how much that is, and a way to keep more.
import type { JSX } from 'preact'
import type { Contribution } from '../../src/adapters/dexie/read-contributions.ts'
import type { FestivalId } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { isolated } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { formatBytes } from '../../ui/format-bytes.ts'

export function PersonQuota(props: { held: Contribution; festival: FestivalId; name: string }): JSX.Element {
  const { author, quota } = props.held
  const set = useCommand('quota.set')
  const twice = { entries: 2 * quota.entries, bytes: 2 * quota.bytes }
  return (
    <div class="stack tight" data-test="person-full">
      <Note tone="warn">
        {t('quotaFull', [isolated(props.name), plural('countEntries', quota.entries), formatBytes(quota.bytes)])}
      </Note>
      <div class="row wrap">
        <Button
          look="line"
          busy={set.busy}
          test="person-keep-more"
          onClick={() => void set.run({ author, festival: props.festival, ...twice })}
        >
          {t('quotaMore')}
        </Button>
      </div>
      <Outcome slow={set.slow} error={set.error} />
    </div>
  )
}
