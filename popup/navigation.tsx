// The four places of the popup.
import type { JSX } from 'preact'
import { t } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-paths.ts'
import { href, type View } from './route.ts'

const PLACES: readonly { view: View; icon: IconName; words: string; also?: View }[] = [
  { view: 'waiting', icon: 'inbox', words: 'navWaiting' },
  { view: 'today', icon: 'clock', words: 'navToday', also: 'event' },
  { view: 'offer', icon: 'plus', words: 'navOffer', also: 'thing' },
  { view: 'all', icon: 'arrow', words: 'navAll' },
]

export function Navigation(props: { view: View }): JSX.Element {
  return (
    <nav aria-label={t('navName')}>
      {PLACES.map(({ view, icon, words, also }) => (
        <a
          key={view}
          href={href(view)}
          aria-current={props.view === view || props.view === also ? 'page' : undefined}
          data-test={`nav-${view}`}
        >
          <Icon name={icon} />
          {t(words)}
        </a>
      ))}
    </nav>
  )
}
