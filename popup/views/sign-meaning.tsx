// What one thing that a site prepared means: the sentence, the picture of it, the facts, and whether something is in its way.
import type { JSX } from 'preact'
import type { PublicKey } from '../../src/operations/ids.ts'
import { t } from '../../ui/i18n.ts'
import { festivalTitle } from '../../ui/festival-title.ts'
import type { NodeState } from '../../ui/use-node.ts'
import type { SigningItem } from '../use-signing.ts'
import { SignFields } from './sign-bytes.tsx'
import { SignDetails } from './sign-details.tsx'
import { SignFreedom } from './sign-freedom.tsx'
import { hasSentence, SignSentence } from './sign-sentence.tsx'

export interface MeaningProps {
  item: SigningItem
  festivals: NodeState['festivals']
  /** Who would sign. */
  me: PublicKey
  /** Of the approval: what names the festival where nothing else does. */
  params: unknown
  /** One of several: smaller, and without who signs. */
  small?: boolean
}

export function SignMeaning(props: MeaningProps): JSX.Element {
  const { item, me, small = false } = props
  const [signing, ...others] = item
  const festival = festivalOf(props)
  const zone = festival?.timezone ?? 'UTC'
  const where = festival === undefined ? t('festivalUnknown') : festivalTitle(festival)
  const { operation } = signing
  return (
    <>
      <SignSentence signing={signing} zone={zone} where={where} small={small} />
      <SignDetails signing={signing} zone={zone} me={small ? undefined : me} />
      <SignFreedom signing={signing} me={me} zone={zone} />
      {!hasSentence(operation) && <SignFields operation={operation} />}
      {others.length > 0 && (
        <div class="card padded also" data-test="sign-also">
          <p class="small soft">{t('signAlso')}</p>
          {others.map((other, index) => (
            <div key={index} class="stack">
              <SignSentence signing={other} zone={zone} where={where} small />
              <SignDetails signing={other} zone={zone} me={undefined} />
              <SignFreedom signing={other} me={me} zone={zone} />
            </div>
          ))}
        </div>
      )}
    </>
  )
}

function festivalOf({
  item: [{ resource, event }],
  festivals,
  params,
}: MeaningProps): NodeState['festivals'][number] | undefined {
  const named = resource?.festival ?? event?.festival ?? firstWish(params)
  return festivals.find(({ festival }) => festival === named)
}

/** The festival of the first wish of a `publish`, whatever was stored. */
function firstWish(params: unknown): unknown {
  const wishes: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'wishes') : undefined
  const [wish]: unknown[] = Array.isArray(wishes) ? wishes : []
  return typeof wish === 'object' && wish !== null ? Reflect.get(wish, 'festival') : undefined
}
