// Text from other people: isolated from our sentence, hidden characters visible (wallet-security U4).
import type { JSX } from 'preact'
import { textRuns } from './hidden-characters.ts'

/** `lines` keeps line breaks (at most one empty line in a row), for descriptions. */
export function SafeText(props: { text: string; lines?: boolean; class?: string }): JSX.Element {
  const lines = props.lines === true
  const classes = [lines ? 'prose' : '', props.class ?? ''].join(' ').trim()
  return (
    <bdi dir="auto" class={classes || undefined}>
      {textRuns(props.text, lines).map((run, index) =>
        run.token ? (
          <span class="token" key={index}>
            {run.text}
          </span>
        ) : (
          run.text
        ),
      )}
    </bdi>
  )
}
