// Did it arrive? The last things that I wrote, and how many others have each of them (mockup 07a).
import type { JSX } from 'preact'
import { readDelivered } from '../../src/adapters/dexie/delivery-rows.ts'
import { HeldBy } from '../../ui/held-by.tsx'
import { t } from '../../ui/i18n.ts'
import { statementWords } from '../../ui/statement-words.ts'
import { useLive } from '../../ui/use-live.ts'

const SHOWN = 5

export function Arrived(): JSX.Element | null {
  const delivered = useLive((db) => readDelivered(db, SHOWN))
  if (delivered === undefined || delivered.length === 0) return null
  return (
    <section>
      <h2>{t('arrivedTitle')}</h2>
      <ul>
        {delivered.map(({ line, holders }) => (
          <li key={line.id} class="stored-row row" data-test="arrived" data-holders={holders}>
            <span class="grow">{statementWords(line.statement)}</span>
            <HeldBy holders={holders} />
          </li>
        ))}
      </ul>
    </section>
  )
}
