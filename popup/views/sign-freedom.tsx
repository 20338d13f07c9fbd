// Whether the thing is free then; if not, who has it and until when, and who else waits for that time (wallet-security §8: what it
// collides with stands beside the question).
import type { JSX } from 'preact'
import type { Rival, Taker } from '../../src/adapters/dexie/read-in-the-way.ts'
import type { PublicKey } from '../../src/operations/ids.ts'
import { formatMoment } from '../../ui/format.ts'
import { isolated } from '../../ui/hidden-characters.ts'
import { list, plural, t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { personName } from '../../ui/persona-title.ts'
import type { People } from '../../ui/use-people.ts'
import type { Signing } from '../use-signing.ts'
import { eventTitle } from '../../ui/request/request-words.ts'

/** Who has it is said for so many; of more only how many they are. */
const MAX_NAMED = 3

interface FreedomProps {
  signing: Signing
  /** Who would sign. */
  me: PublicKey
  zone: string
}

/** A grant of what is taken would be void, so it is not signed. */
export function isPossible({ operation, way }: Signing): boolean {
  return operation.op !== 'authorization.grant' || way?.free !== false
}

export function SignFreedom(props: FreedomProps): JSX.Element | null {
  const { operation, way } = props.signing
  if (way === undefined) return null
  const isRequest = operation.op === 'request.create'
  const free = t(isRequest ? 'askFree' : 'signFree')
  const taken = t(isRequest ? 'askTaken' : 'signTaken')
  const rivals = rivalWords(props, way.rivals)
  return (
    <>
      <Note
        tone={way.free ? 'good' : isRequest ? 'warn' : 'bad'}
        test="sign-freedom"
        code={way.free ? 'free' : 'taken'}
      >
        {way.free ? free : taken}
        {!way.free && <Takers {...props} taken={way.taken} />}
      </Note>
      {rivals !== undefined && (
        <Note tone="calm" test="sign-rivals">
          {rivals}
        </Note>
      )}
    </>
  )
}

function Takers({ taken, ...props }: FreedomProps & { taken: readonly Taker[] }): JSX.Element {
  const more = taken.length - MAX_NAMED
  return (
    <>
      {taken.slice(0, MAX_NAMED).map((taker) => (
        <span key={taker.answer.id} class="block" data-test="sign-taker">
          {takerWords(props, taker)}
        </span>
      ))}
      {more > 0 && <span class="block">{plural('takenMore', more)}</span>}
    </>
  )
}

/** "Ben has it for Slides until Fri 18 June, 20:00." */
function takerWords({ signing, me, zone }: FreedomProps, { answer, request, event }: Taker): string {
  const until = formatMoment(answer.occupied.to, zone)
  if (request === undefined && answer.kind === 'hold') {
    return t(answer.owner === me ? 'takenByMe' : 'takenByOwner', [until])
  }
  if (request === undefined) return t('takenUntil', [until])
  const who = isolated(nameOf(signing.people, request.author))
  return t('takenByFor', [who, isolated(eventTitle({ request, ...(event && { event }) })), until])
}

/** Who else waits. For a grant: who would get nothing any more after it. */
function rivalWords({ signing, me }: FreedomProps, rivals: readonly Rival[]): string | undefined {
  const { operation, people, request } = signing
  if (operation.op === 'request.create') {
    const others = namesOf(
      people,
      rivals.filter((rival) => rival.request.author !== me),
    )
    return others.length === 0 ? undefined : plural('askOthers', others.length, [list(others)])
  }
  const losing = namesOf(
    people,
    rivals.filter(({ loses }) => loses),
  )
  if (losing.length === 0 || request === undefined) return undefined
  return plural('goesOnWaitingList', losing.length, [isolated(nameOf(people, request.author)), list(losing)])
}

function namesOf(people: People, rivals: readonly Rival[]): string[] {
  return [...new Set(rivals.map(({ request }) => isolated(nameOf(people, request.author))))]
}

function nameOf(people: People, author: PublicKey): string {
  return personName(author, people[author])
}
