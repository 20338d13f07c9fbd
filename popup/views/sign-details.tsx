// What would be signed, apart from the sentence: when, every field that it says, as whom.
import type { JSX } from 'preact'
import type { PublicKey } from '../../src/operations/ids.ts'
import { Animal } from '../../ui/animal.tsx'
import { formatForYou, formatWhen, zoneCity } from '../../ui/format.ts'
import { t } from '../../ui/i18n.ts'
import { personName, personaTitle } from '../../ui/persona-title.ts'
import { SafeText } from '../../ui/safe-text.tsx'
import type { Signing } from '../use-signing.ts'
import { factsOf } from './sign-facts.ts'
import { spanOf } from './sign-sentence.tsx'

/** `me` is who would sign; left out where that is said elsewhere. */
export function SignDetails(props: { signing: Signing; zone: string; me: PublicKey | undefined }): JSX.Element {
  const { signing, zone, me } = props
  return (
    <dl class="facts">
      <When signing={signing} zone={zone} />
      {factsOf(signing.operation, zone).map(({ name, value }) => (
        <Fact key={name} name={name} value={value} />
      ))}
      {me !== undefined && <Signer me={me} signing={signing} />}
    </dl>
  )
}

function When({ signing, zone }: { signing: Signing; zone: string }): JSX.Element | null {
  const span = spanOf(signing)
  if (span === undefined) return null
  const forYou = formatForYou(span, zone)
  return (
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
  )
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <SafeText text={value} lines />
      </dd>
    </>
  )
}

function Signer({ me, signing }: { me: PublicKey; signing: Signing }): JSX.Element {
  const name = personName(me, signing.people[me])
  const animal = personaTitle(me)
  return (
    <>
      <dt>{t('factSigner')}</dt>
      <dd class="row" data-test="approval-signer" data-persona={me}>
        <Animal publicKey={me} size="tiny" />
        <bdi>{name === animal ? animal : `${name}, ${animal}`}</bdi>
      </dd>
    </>
  )
}
