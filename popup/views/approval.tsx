// A web site asks: the question that the address names, or the oldest one. Closing the window means later.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { command } from '../../messages/client.ts'
import { readApprovals } from '../../src/adapters/dexie/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { nextQuestion } from '../../ui/request/group-approvals.ts'
import { closeWhenDone } from '../close-window.ts'
import { go, openedWith } from '../route.ts'
import { ConnectQuestion } from './connect-question.tsx'
import { JoinQuestion } from './join-question.tsx'
import { SignQuestion } from './sign-question.tsx'

/** What a page asks right after a yes comes in the same window: it waits so long before it closes, ms. */
const LINGER_MS = 600

export type ApprovalProps = Omit<ViewProps, 'festival'>

export function Approval(props: ApprovalProps & { about: string | undefined }): JSX.Element | null {
  const approvals = useLive(readApprovals)
  const [answered, setAnswered] = useState<'approve' | 'reject' | 'block' | undefined>(undefined)
  const open = approvals && nextQuestion(approvals, props.about)
  const done = approvals !== undefined && open === undefined
  useEffect(() => {
    if (!done || answered === undefined) return undefined
    if (openedWith !== 'approval') return go('waiting')
    const timer = setTimeout(() => void closeWhenDone(), answered === 'approve' ? LINGER_MS : 0)
    return () => clearTimeout(timer)
  }, [done, answered])
  const shown = open?.id
  useEffect(() => {
    if (shown !== undefined) void command('approval.shown', { approval: shown })
  }, [shown])
  if (open === undefined) {
    if (!done) return null
    return answered === 'approve' ? (
      <Empty title={t('approvalDone')} text={t('approvalDoneText')} />
    ) : (
      <Empty title={t('approvalNone')} text={t('approvalNoneText')} />
    )
  }
  const shared = {
    ...props,
    me: open.persona ?? props.me,
    approval: open,
    waiting: approvals?.length ?? 1,
    onAnswered: setAnswered,
  }
  switch (open.kind) {
    case 'connect':
      return <ConnectQuestion key={open.id} {...shared} />
    case 'join':
      return <JoinQuestion key={open.id} {...shared} />
    case 'authorize':
    case 'publish':
    case 'request':
      return <SignQuestion key={open.id} {...shared} />
  }
}
