// The exact bytes that would be signed, and every field that they say.
import type { JSX } from 'preact'
import type { Operation } from '../../src/operations/operation.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { plural } from '../../ui/i18n.ts'
import { More } from '../../ui/more.tsx'

export function SignBytes(props: { operation: Operation; payload: Uint8Array }): JSX.Element {
  return (
    <More words={plural('signBytes', props.payload.length)}>
      <SignFields operation={props.operation} />
      <pre class="bytes">{hex(props.payload)}</pre>
    </More>
  )
}

/** One field per line; log ids are longer than JSON's numbers, so they are written as text. */
export function SignFields({ operation }: { operation: Operation }): JSX.Element {
  const lines = Object.entries(operation).map(([name, value]) => `${name}: ${visibleText(asText(value))}`)
  return <pre class="bytes">{lines.join('\n')}</pre>
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ?? ''
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
