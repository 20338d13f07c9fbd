// A person in a line of text: picture and name; a name that I gave carries a mark that nobody can type into theirs.
import type { JSX } from 'preact'
import { isPicture } from '../src/operations/blobs.ts'
import type { BlobRef } from '../src/operations/operation.ts'
import { Animal } from './animal.tsx'
import { Icon } from './icon.tsx'
import { t } from './i18n.ts'
import { SmallPicture } from './picture.tsx'
import { otherNames, personName, type Named } from './persona-title.ts'

export interface PersonProps {
  publicKey: string
  profile?: Named | undefined
  size?: 'tiny' | 'small' | 'large'
  /** What they show of themselves. It stands beside the animal, which nobody can choose, and never in its place. */
  picture?: BlobRef | undefined
}

export function Person(props: PersonProps): JSX.Element {
  return (
    <span class="row person">
      <Animal publicKey={props.publicKey} size={props.size ?? 'tiny'} />
      <Portrait picture={props.picture} />
      <bdi class="cut">{personName(props.publicKey, props.profile)}</bdi>
      <Given profile={props.profile} />
      {props.profile?.retired === true && <span class="small soft">{t('personaRetired')}</span>}
    </span>
  )
}

/** The same with a second line: what they call themselves, and their animal. */
export function PersonInFull(props: PersonProps): JSX.Element {
  const { chosen, animal } = otherNames(props.publicKey, props.profile)
  const beneath = [
    chosen === undefined ? undefined : t('personChosen', [`\u2068${chosen}\u2069`]),
    animal,
    endWords(props.profile),
  ]
  return (
    <span class="row person">
      <Animal publicKey={props.publicKey} size={props.size ?? 'small'} />
      <Portrait picture={props.picture} />
      <span class="names">
        <span class="row">
          <b class="cut">
            <bdi>{personName(props.publicKey, props.profile)}</bdi>
          </b>
          <Given profile={props.profile} />
        </span>
        <span class="small soft cut" data-test="person-beneath">
          {beneath.filter((words) => words !== undefined).join(' · ')}
        </span>
      </span>
    </span>
  )
}

/** That they have retired, and their own word on who goes on; nothing while they have not. */
export function endWords({ retired, goesOnAs }: Named = {}): string | undefined {
  if (retired !== true) return undefined
  return goesOnAs === undefined ? t('personaRetired') : t('personaRetiredNext', [`\u2068${goesOnAs}\u2069`])
}

function Portrait({ picture }: { picture: BlobRef | undefined }): JSX.Element | null {
  if (picture === undefined || !isPicture(picture)) return null
  return (
    <span class="portrait">
      <SmallPicture picture={picture} instead={null} />
    </span>
  )
}

function Given({ profile }: { profile: Named | undefined }): JSX.Element | null {
  if (profile?.petname === undefined) return null
  return (
    <span class="given" role="img" aria-label={t('personGiven')} title={t('personGiven')}>
      <Icon name="edit" size="small" />
    </span>
  )
}
