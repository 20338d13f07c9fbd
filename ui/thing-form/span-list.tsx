// A list of times from … until …, each with its own fields, to be made longer and shorter.
import type { JSX } from 'preact'
import { Button } from '../button.tsx'
import { TextField } from '../field.tsx'
import { t } from '../i18n.ts'
import type { TypedSpan } from './read-openings.ts'

export function SpanList(props: {
  /** `<test>-from`, `<test>-to`, `<test>-add`, `<test>-remove`. */
  test: string
  spans: readonly TypedSpan[]
  least: number
  most: number
  /** The index of one that makes no sense. */
  wrong: number | undefined
  words: { add: string; heading?: string }
  onChange: (spans: TypedSpan[]) => void
}): JSX.Element {
  const { spans, least, most, words, test } = props
  const change = (index: number, part: Partial<TypedSpan>): void =>
    props.onChange(spans.map((span, at) => (at === index ? { ...span, ...part } : span)))
  return (
    <div class="stack starts">
      {words.heading && spans.length > 0 && <p class="label">{words.heading}</p>}
      {spans.map(({ from, to }, index) => (
        <div class="stack tight starts entry" key={index}>
          <TextField
            label={t('eventFrom')}
            type="datetime-local"
            value={from}
            onInput={(value) => change(index, { from: value })}
            test={`${test}-from`}
          />
          <TextField
            label={t('eventTo')}
            type="datetime-local"
            value={to}
            onInput={(value) => change(index, { to: value })}
            error={props.wrong === index ? t('timesSpanWrong') : undefined}
            test={`${test}-to`}
          />
          {spans.length > least && (
            <Button
              look="link"
              icon="x"
              test={`${test}-remove`}
              onClick={() => props.onChange(spans.filter((_, at) => at !== index))}
            >
              {t('timesRemove')}
            </Button>
          )}
        </div>
      ))}
      {spans.length < most && (
        <Button
          look="link"
          icon="plus"
          test={`${test}-add`}
          onClick={() => props.onChange([...spans, { from: '', to: '' }])}
        >
          {words.add}
        </Button>
      )}
    </div>
  )
}
