// What would be signed, apart from the sentence: when, as whom, with which words.
import type { JSX } from 'preact'
import type { Operation } from '../../src/operations/operation.ts'
import { Animal } from '../../ui/animal.tsx'
import { formatForYou, formatWhen, zoneCity } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { personName, personaTitle } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import type { Signing } from '../use-signing.ts'
import { spanOf } from './sign-sentence.tsx'

export function SignDetails(props: { signing: Signing; operation: Operation; zone: string; me: string }): JSX.Element {
  const { signing, operation, zone, me } = props
  const span = spanOf(props)
  const forYou = span && formatForYou(span, zone)
  const words = wordsOf(operation)
  const name = personName(me, signing.people[me])
  const animal = personaTitle(me)
  return (
    <dl class="facts">
      {span && (
        <>
          <dt>{t('factWhen')}</dt>
          <dd>
            <b>{formatWhen(span, zone)}</b> {t('inCity', [zoneCity(zone)])}
            {forYou && (
              <>
                <br />
                <span class="soft">{forYou}</span>
              </>
            )}
          </dd>
        </>
      )}
      {words !== undefined && (
        <>
          <dt>{t('factWords')}</dt>
          <dd>
            <SafeText text={words} lines />
          </dd>
        </>
      )}
      <dt>{t('factSigner')}</dt>
      <dd class="row">
        <Animal publicKey={me} size="tiny" />
        <bdi>{name === animal ? animal : `${name}, ${animal}`}</bdi>
      </dd>
    </dl>
  )
}

/** What the author wrote for others to read: a note, a reason or a message. */
function wordsOf(operation: Operation): string | undefined {
  if (operation.op === 'authorization.grant') return operation.note
  if (operation.op === 'authorization.deny') return operation.reason
  return operation.op === 'request.create' ? operation.message : undefined
}
