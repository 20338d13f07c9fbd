// The people of whom this browser keeps nothing, whatever festival they are in, and the way back.
import type { JSX } from 'preact'
import { readBlocked } from '../../src/adapters/dexie/block-rows.ts'
import { readPetnames } from '../../src/adapters/dexie/petname-rows.ts'
import type { Database } from '../../src/adapters/dexie/schema.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'
import { Outcome } from '../../ui/outcome.tsx'
import { PersonInFull } from '../../ui/person.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useLive } from '../../ui/use-live.ts'

interface Blocked {
  author: PublicKey
  petname?: string
}

export function BlockedPeople(): JSX.Element | null {
  const blocked = useLive(loadBlocked)
  if (blocked === undefined || blocked.length === 0) return null
  return (
    <section class="card padded" data-test="blocked-people">
      <h2>{t('blockedTitle')}</h2>
      <p class="small soft">{t('blockedText')}</p>
      <ul>
        {blocked.map((person) => (
          <BlockedRow key={person.author} person={person} />
        ))}
      </ul>
    </section>
  )
}

async function loadBlocked(db: Database): Promise<Blocked[]> {
  const petnames = await readPetnames(db)
  const blocked = await readBlocked(db)
  return blocked.map((author) => withName(author, petnames.get(author)))
}

function withName(author: PublicKey, petname: string | undefined): Blocked {
  return petname === undefined ? { author } : { author, petname }
}

function BlockedRow({ person }: { person: Blocked }): JSX.Element {
  const unblock = useCommand('person.unblock')
  return (
    <li class="person-row" data-test="blocked-person" data-author={person.author}>
      <div class="row wrap">
        <span class="grow who">
          <PersonInFull publicKey={person.author} profile={person} />
        </span>
        <Button
          look="line"
          size="small"
          busy={unblock.busy}
          test="person-unblock"
          onClick={() => void unblock.run({ author: person.author })}
        >
          {t('blockedUndo')}
        </Button>
      </div>
      <Outcome slow={unblock.slow} error={unblock.error} />
    </li>
  )
}
