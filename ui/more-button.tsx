// The end of a list that is shown in steps.
import type { JSX } from 'preact'
import { Button } from './button.tsx'
import { plural } from './i18n.ts'
import type { Paged } from './use-paged.ts'

export function MoreButton({ paged, test }: { paged: Paged<unknown>; test: string }): JSX.Element | null {
  if (paged.left === 0) return null
  return (
    <Button look="line" test={test} onClick={paged.showMore}>
      {plural('showMore', paged.left)}
    </Button>
  )
}
