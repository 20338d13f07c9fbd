// A message with parts that are more than text (a bold name, a time): word order stays with the translator.
import { Fragment, type ComponentChildren, type JSX } from 'preact'
import { splitMessage } from './i18n.ts'

/** Renders the message `of` with `$1`, `$2`, … replaced by `parts`. */
export function Sentence(props: { of: string; parts: readonly ComponentChildren[] }): JSX.Element {
  return (
    <>
      {splitMessage(props.of, props.parts.length).map((piece, index) => (
        <Fragment key={index}>{typeof piece === 'number' ? props.parts[piece] : piece}</Fragment>
      ))}
    </>
  )
}
