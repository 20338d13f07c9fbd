// The ways through the app on a phone (mockup 10b): four sections where the thumb is, all others in a sheet (decision 0049).
import { useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { Icon } from '../ui/icon.tsx'
import { t } from '../ui/i18n.ts'
import { Sheet } from '../ui/sheet.tsx'
import { SectionLink } from './section-link.tsx'
import { sections, type Section } from './section-route.ts'

const NEAR: readonly Section[] = ['requests', 'calendar', 'places', 'festivals']
const OTHERS = sections.filter((section) => !NEAR.includes(section))

export function BottomBar({ current }: { current: Section }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  return (
    <>
      <nav class="bottom-bar" aria-label={t('navName')}>
        {NEAR.map((section) => (
          <SectionLink key={section} to={section} current={current} />
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          aria-current={NEAR.includes(current) ? undefined : 'true'}
          data-test="bar-more"
          onClick={() => setOpen(true)}
        >
          <Icon name="more" />
          {t('more')}
        </button>
      </nav>
      {isOpen && (
        <Sheet title={t('more')} onClose={close}>
          <nav class="bar-others" aria-label={t('navName')}>
            {OTHERS.map((section) => (
              <SectionLink key={section} to={section} current={current} onClick={close} />
            ))}
          </nav>
        </Sheet>
      )}
    </>
  )
}
