// What waits for me, and what I decided and asked: the same requests as in the popup, with room for more of them.
import type { JSX } from 'preact'
import browser from 'webextension-polyfill'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { ApprovalRows } from '../../ui/request/approval-rows.tsx'
import { RefusedAnswers } from '../../ui/request/refused-answers.tsx'
import { Requests } from '../../ui/request/requests.tsx'
import { useNoticesSeen } from '../../ui/request/use-notices-seen.ts'
import { useWaiting } from '../../ui/request/use-waiting.ts'
import { Segments } from '../../ui/segments.tsx'
import { Toast } from '../../ui/toast.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { useToast } from '../../ui/use-toast.ts'
import { History } from '../requests/history.tsx'

/** `#requests` and `#requests/history`. */
export function RequestsSection({ node, path }: { node: NodeState; path: readonly string[] }): JSX.Element {
  const view = path[0] === 'history' ? 'history' : 'waiting'
  return (
    <>
      <div class="requests-views">
        <Segments
          label={t('historyShow')}
          value={view}
          choices={[
            { value: 'waiting', words: t('navWaiting') },
            { value: 'history', words: t('requestsHistory') },
          ]}
          onChoose={(value) => (location.hash = value === 'history' ? '#requests/history' : '#requests')}
        />
      </div>
      {view === 'history' ? <History node={node} /> : <Waiting node={node} />}
    </>
  )
}

function Waiting({ node }: { node: NodeState }): JSX.Element | null {
  const waiting = useWaiting()
  const toast = useToast()
  useNoticesSeen(waiting?.requests.shown)
  if (waiting === undefined) return null
  const isEmpty = waiting.total + waiting.approvals.length === 0
  return (
    <div class="stack">
      {toast.words !== undefined && <Toast>{toast.words}</Toast>}
      <RefusedAnswers />
      <ApprovalRows approvals={waiting.approvals} hrefOf={questionHref} inNewTab />
      <Requests node={node} waiting={waiting} say={toast.say} />
      {isEmpty && <Empty title={t('waitingNone')} text={t('waitingNoneText')} />}
    </div>
  )
}

/** The question of a site has a page of its own, whose frame is the popup's. */
function questionHref(approval: string): string {
  return browser.runtime.getURL(`popup/popup.html#approval/${encodeURIComponent(approval)}`)
}
