// The festival of an event that asks from elsewhere, by its title when it is known here.
import type { JSX } from 'preact'
import type { RequestRow } from '../../src/festival/views.ts'
import { isolated } from '../hidden-characters.ts'
import { t } from '../i18n.ts'
import { useLive } from '../use-live.ts'

export function RequestFrom({ request }: { request: RequestRow }): JSX.Element | null {
  const { eventFestival: id, festival } = request
  const title = useLive(
    async (db) => (id === undefined || id === festival ? undefined : (await db.festivals.get(id))?.title),
    [id],
  )
  if (title === undefined) return null
  return (
    <p class="small soft" data-test="request-from">
      {t('requestFrom', [isolated(title)])}
    </p>
  )
}
