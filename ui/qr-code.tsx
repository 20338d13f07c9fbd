// A text as QR code, for somebody with a camera. The same text always stands beside it for everybody else.
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { qrModules } from './qr-modules.ts'

/** Nothing when the text is too long for one. `label` says what the code holds. */
export function QrCode(props: { text: string; label: string; test: string }): JSX.Element | null {
  const modules = useMemo(() => qrModules(props.text), [props.text])
  if (modules === undefined) return null
  const { size, path } = modules
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={props.label} data-test={props.test}>
      <path d={path} />
    </svg>
  )
}
