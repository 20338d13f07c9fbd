// Copies a text with one press, and says for a moment that it did.
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'
import { useCopied } from './use-copied.ts'

/** `words` say what is copied, where there is more than one thing. */
export function CopyButton(props: { text: string; words?: string; test?: string | undefined }): JSX.Element {
  const [copied, copy] = useCopied()
  return (
    <Button
      look="line"
      icon={copied ? 'check' : 'copy'}
      {...(props.test ? { test: props.test } : {})}
      onClick={() => copy(props.text)}
    >
      {copied ? t('copied') : (props.words ?? t('copy'))}
    </Button>
  )
}
