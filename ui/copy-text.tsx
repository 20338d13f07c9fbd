// A text to hand to somebody (an invite, a code): readable, selectable, and copied with one press.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { t } from './i18n.ts'

const COPIED_FOR_MS = 2_000

export function CopyText(props: { label: string; text: string; test: string; copyTest?: string }): JSX.Element {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), COPIED_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
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
        onClick={() => void navigator.clipboard.writeText(props.text).then(() => setCopied(true))}
      >
        {copied ? t('copied') : t('copy')}
      </Button>
    </div>
  )
}
