// A person in a line of text: picture and name, with the animal name when they gave themselves another one.
import type { JSX } from 'preact'
import { Animal } from './animal.tsx'
import { personName } from './persona-title.ts'

export function Person(props: {
  publicKey: string
  profile?: { name?: string } | undefined
  size?: 'tiny' | 'small' | 'large'
}): JSX.Element {
  return (
    <span class="row person">
      <Animal publicKey={props.publicKey} size={props.size ?? 'tiny'} />
      <bdi class="cut">{personName(props.publicKey, props.profile)}</bdi>
    </span>
  )
}
