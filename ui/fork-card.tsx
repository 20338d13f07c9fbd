// Somebody's log says two different things at one place (DESIGN §4.1): what that means, without blame, and why on request.
import type { JSX } from 'preact'
import type { ForkNotice } from '../src/adapters/dexie/read-notices.ts'
import type { FestivalId, PublicKey } from '../src/operations/ids.ts'
import { Animal } from './animal.tsx'
import { Button } from './button.tsx'
import { isolated } from './hidden-characters.ts'
import { plural, t } from './i18n.ts'
import { More } from './more.tsx'
import { Outcome } from './outcome.tsx'
import { personName } from './persona-title.ts'
import { statementWords } from './statement-words.ts'
import { useCommand } from './use-command.ts'
import type { People } from './use-people.ts'

export function ForkCard(props: {
  festival: FestivalId
  fork: ForkNotice
  people: People
  mine: readonly PublicKey[]
}): JSX.Element {
  const { author, seqNum } = props.fork
  const isMine = props.mine.includes(author)
  const name = isolated(personName(author, props.people[author]))
  return (
    <section class="card padded fork" data-test="fork-card" data-author={author} data-seq-num={seqNum}>
      <div class="row top">
        <Animal publicKey={author} size="small" />
        <p class="small grow">{isMine ? t('forkMine') : t('forkText', [name])}</p>
      </div>
      {isMine && props.fork.lost > 0 && <SayAgain festival={props.festival} count={props.fork.lost} />}
      <More words={t('forkWhy')} test="fork-why">
        <div class="stack small">
          <p>{t('forkPlace', [seqNum])}</p>
          <ul class="said">
            {props.fork.statements.map((statement, index) => (
              <li key={index} data-test="fork-statement">
                {statementWords(statement)}
              </li>
            ))}
          </ul>
          <p>{t('forkMeaning')}</p>
          <p>{isMine ? t('forkNextMine') : t('forkNext')}</p>
        </div>
      </More>
    </section>
  )
}

/** What was written here and counts no more is still here: one press, and it counts again. */
function SayAgain(props: { festival: FestivalId; count: number }): JSX.Element {
  const again = useCommand('log.sayAgain')
  return (
    <>
      <div class="row wrap">
        <Button
          look="line"
          icon="undo"
          busy={again.busy}
          test="say-again"
          onClick={() => void again.run({ festival: props.festival })}
        >
          {plural('forkSayAgain', props.count)}
        </Button>
      </div>
      <Outcome slow={again.slow} error={again.error} />
    </>
  )
}
