// A text to hand to somebody (an invite, a code): readable, selectable, and copied with one press.
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { useCopied } from './use-copied.ts'

export function CopyText(props: { label: string; text: string; test: string; copyTest?: string }): JSX.Element {
  const [copied, copy] = useCopied()
  return (
    <div class="row">
      <input
        class="input mono grow"
        readOnly
        dir="ltr"
        aria-label={props.label}
        value={props.text}
        data-test={props.test}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        look="line"
        icon={copied ? 'check' : 'copy'}
        {...(props.copyTest ? { test: props.copyTest } : {})}
        onClick={() => copy(props.text)}
      >
        {copied ? t('copied') : t('copy')}
      </Button>
    </div>
  )
}
