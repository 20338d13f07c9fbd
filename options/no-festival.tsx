// A section that has nothing to show without a festival: the way to one, or first to a panda.
import type { JSX } from 'preact'
import browser from 'webextension-polyfill'
import { Empty } from '../ui/empty.tsx'
import { t } from '../ui/i18n.ts'
import type { NodeState } from '../ui/use-node.ts'

/** The popup as a page: a phone has no toolbar. */
const POPUP = browser.runtime.getURL('popup/popup.html')

export function NoFestival({ node }: { node: Pick<NodeState, 'persona'> }): JSX.Element {
  if (node.persona === undefined) return <NoPanda />
  return (
    <Empty title={t('festivalsNone')} text={t('sectionEmpty')}>
      <a class="button line" href="#festivals" data-test="to-festivals">
        {t('toFestivals')}
      </a>
    </Empty>
  )
}

export function NoPanda(): JSX.Element {
  return (
    <Empty title={t('festivalsNone')} text={t('personaFirst')}>
      <a class="button main" href={POPUP} data-test="to-panda">
        {t('welcomeMake')}
      </a>
    </Empty>
  )
}
