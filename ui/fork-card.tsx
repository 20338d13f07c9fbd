// Somebody's log says two different things at one place (DESIGN §4.1): what that means, without blame, and why on request.
import type { JSX } from 'preact'
import type { ForkNotice } from '../src/adapters/dexie/read-notices.ts'
import type { PublicKey } from '../src/operations/ids.ts'
import { Animal } from './animal.tsx'
import { isolated } from './hidden-characters.ts'
import { t } from './i18n.ts'
import { More } from './more.tsx'
import { personName } from './persona-title.ts'
import { statementWords } from './statement-words.ts'
import type { People } from './use-people.ts'

export function ForkCard(props: { fork: ForkNotice; people: People; me: PublicKey | undefined }): JSX.Element {
  const { author, seqNum } = props.fork
  const isMine = author === props.me
  const name = isolated(personName(author, props.people[author]))
  return (
    <section class="card padded fork" data-test="fork-card" data-author={author} data-seq-num={seqNum}>
      <div class="row top">
        <Animal publicKey={author} size="small" />
        <p class="small grow">{isMine ? t('forkMine') : t('forkText', [name])}</p>
      </div>
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
