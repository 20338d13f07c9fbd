// What would be signed, in full: when, as whom, with which words; the bytes behind a fold.
import type { JSX } from 'preact'
import type { Operation } from '../../src/operations/operation.ts'
import { Animal } from '../../ui/animal.tsx'
import { formatForYou, formatWhen, zoneCity } from '../../ui/format.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural, t } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'
import { personName, personaTitle } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import type { Signing } from '../use-signing.ts'
import { spanOf } from './sign-sentence.tsx'

export function SignDetails(props: {
  signing: Signing
  operation: Operation
  payload: Uint8Array | undefined
  zone: string
  me: string
}): JSX.Element {
  const { signing, operation, payload, zone, me } = props
  const span = spanOf(props)
  const forYou = span && formatForYou(span, zone)
  const words = wordsOf(operation)
  const name = personName(me, signing.people[me])
  const animal = personaTitle(me)
  return (
    <>
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
      {payload && (
        <More words={plural('signBytes', payload.length)}>
          <pre class="bytes">{fieldsText(operation)}</pre>
          <pre class="bytes">{hex(payload)}</pre>
        </More>
      )}
    </>
  )
}

function wordsOf(operation: Operation): string | undefined {
  switch (operation.op) {
    case 'authorization.grant':
      return operation.note
    case 'authorization.deny':
      return operation.reason
    case 'request.create':
      return operation.message
    default:
      return undefined
  }
}

/** Every field that is written, one per line; long numbers as they are. */
function fieldsText(operation: Operation): string {
  return Object.entries(operation)
    .map(
      ([name, value]) =>
        `${name}: ${visibleText(JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)))}`,
    )
    .join('\n')
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
