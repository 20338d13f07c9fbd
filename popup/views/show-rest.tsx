// Says that the question goes on below the edge, and shows it: only then can it be answered with yes.
import type { JSX, RefObject } from 'preact'
import { Button } from '../../ui/button.tsx'
import { t } from '../../ui/i18n.ts'

export function ShowRest(props: { read: boolean | undefined; end: RefObject<HTMLElement | null> }): JSX.Element | null {
  if (props.read !== false) return null
  return (
    <div class="show-rest">
      <Button
        look="link"
        size="small"
        icon="down"
        test="show-rest"
        onClick={() => props.end.current?.scrollIntoView({ block: 'end' })}
      >
        {t('readToEnd')}
      </Button>
    </div>
  )
}
