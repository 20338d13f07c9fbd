// Web sites that wait for an answer, one line each; pressing opens the question.
import type { JSX } from 'preact'
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'
import { visibleText } from '../hidden-characters.ts'
import { Icon } from '../icon.tsx'
import { t } from '../i18n.ts'
import { bySite } from './group-approvals.ts'

const WORDS: Readonly<Record<ApprovalRow['kind'], string>> = {
  connect: 'siteConnects',
  authorize: 'siteAuthorizes',
  publish: 'sitePublishes',
  request: 'siteRequests',
  join: 'siteJoins',
}

/** `hrefOf` says where the question of an approval opens. */
export function ApprovalRows(props: {
  approvals: readonly ApprovalRow[]
  hrefOf: (approval: string) => string
  inNewTab?: boolean
}): JSX.Element {
  return (
    <>
      {bySite(props.approvals).map((approval) => (
        <a
          key={approval.id}
          class="list-button"
          href={props.hrefOf(approval.id)}
          target={props.inNewTab ? '_blank' : undefined}
          data-test="approval-row"
          data-approval={approval.id}
        >
          <Icon name="globe" size="large" />
          <span class="grow">
            <b class="cut mono small" style={{ display: 'block' }}>
              <bdi>{siteName(approval.origin)}</bdi>
            </b>
            <span class="small soft">{t(WORDS[approval.kind])}</span>
          </span>
        </a>
      ))}
    </>
  )
}

/** The origin as people know it: the host, and the scheme only when it is not https. */
export function siteName(origin: string): string {
  return visibleText(origin.replace(/^https:\/\//, ''))
}
