// A web site asks: the question that the address names, or the oldest one. Closing the window means later.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { command } from '../../messages/client.ts'
import { readApprovals } from '../../src/adapters/dexie/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { useLive } from '../../ui/use-live.ts'
import type { ViewProps } from '../app.tsx'
import { bySite } from '../group-approvals.ts'
import { go, openedWith } from '../route.ts'
import { ConnectQuestion } from './connect-question.tsx'
import { JoinQuestion } from './join-question.tsx'
import { SignQuestion } from './sign-question.tsx'

export type ApprovalProps = Omit<ViewProps, 'festival'>

export function Approval(props: ApprovalProps & { about: string | undefined }): JSX.Element | null {
  const approvals = useLive(async (db) => bySite(await readApprovals(db)))
  const [answered, setAnswered] = useState(0)
  const open = approvals?.find(({ id }) => id === props.about) ?? approvals?.[0]
  const done = approvals !== undefined && open === undefined
  useEffect(() => {
    if (!done || answered === 0) return
    if (openedWith === 'approval') window.close()
    go('waiting')
  }, [done, answered])
  const shown = open?.id
  useEffect(() => {
    if (shown !== undefined) void command('approval.shown', { approval: shown })
  }, [shown])
  if (open === undefined) {
    return done ? <Empty title={t('approvalNone')} text={t('approvalNoneText')} /> : null
  }
  const shared = {
    ...props,
    me: open.persona ?? props.me,
    approval: open,
    waiting: approvals?.length ?? 1,
    onAnswered: () => setAnswered((before) => before + 1),
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
