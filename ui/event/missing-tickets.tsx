// What a thing asks for and an event does not have: to whoever asks with a button that asks for it too, to the owner in words.
import type { JSX } from 'preact'
import { heldBy, missingTickets } from '../../src/festival/missing-tickets.ts'
import type { EventLine } from '../../src/festival/overview.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import type { ObjectId } from '../../src/operations/ids.ts'
import { Button } from '../button.tsx'
import { isolated } from '../hidden-characters.ts'
import { list, t } from '../i18n.ts'
import { Note } from '../note.tsx'
import { useLive } from '../use-live.ts'
import type { Offered } from './use-offers.ts'

/** Under something ticked. `asked` is all that the event will ask for. */
export function AskForTickets(props: {
  offered: Offered
  offers: readonly Offered[]
  asked: ReadonlySet<string>
  onAsk: (resource: ObjectId) => void
}): JSX.Element | null {
  const missing = missingTickets(props.offered.resource, props.asked as ReadonlySet<ObjectId>)
  const [first] = missing
  if (first === undefined) return null
  const title = (id: ObjectId): string =>
    isolated(props.offers.find(({ resource }) => resource.id === id)?.resource.title ?? t('thingUnknown'))
  const known = props.offers.some(({ resource }) => resource.id === first)
  return (
    <p class="small row free-again">
      <span class="grow" data-test="ticket-missing">
        {t('ticketMissing', [list(missing.map(title))])}
      </span>
      {known && (
        <Button look="line" size="small" test="ticket-ask" onClick={() => props.onAsk(first)}>
          {t('ticketAsk')}
        </Button>
      )}
    </p>
  )
}

/** For the owner: what the event that asks does not hold. */
export function TicketsMissing(props: { resource: ResourceRow; lines: readonly EventLine[] }): JSX.Element | null {
  const missing = missingTickets(props.resource, heldBy(props.lines))
  const titles = useLive(
    async (db) => (await db.resources.bulkGet(missing)).map((row) => row?.title ?? t('thingUnknown')),
    [missing.join(' ')],
  )
  if (missing.length === 0 || titles === undefined) return null
  return (
    <div class="message">
      <Note tone="calm" icon="ticket" test="ticket-missing">
        {t('ticketMissingOwner', [list(titles.map((title) => isolated(title)))])}
      </Note>
    </div>
  )
}
