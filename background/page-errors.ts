// The errors that web pages get: a closed list of codes (DESIGN 8), never a text or a stack from inside.

import type { P2pandaErrorName } from '../page/p2panda.d.ts'
import type { WireError } from '../page/wire.ts'
import type { PanelError, PanelErrorCode } from '../messages/panel.ts'

const CODES: Readonly<Record<P2pandaErrorName, { code: number; retryable: boolean }>> = {
  UserRejected: { code: 4001, retryable: false },
  Unauthorized: { code: 4100, retryable: false },
  UnsupportedMethod: { code: 4200, retryable: false },
  Expired: { code: 4701, retryable: true },
  Aborted: { code: 4702, retryable: true },
  Conflict: { code: 4703, retryable: false },
  Frozen: { code: 4704, retryable: false },
  StorageFull: { code: 4705, retryable: true },
  Disconnected: { code: 4900, retryable: true },
  LimitExceeded: { code: -32005, retryable: true },
  InvalidParams: { code: -32602, retryable: false },
  Internal: { code: -32603, retryable: true },
}

export type PageRefusal = { ok: false; error: WireError }

/** An error by its name, as the value that page methods return. */
export function pageRefusal(name: P2pandaErrorName, data?: unknown): PageRefusal {
  return { ok: false, error: { name, ...CODES[name], ...(data === undefined ? {} : { data }) } }
}

const OF_PANEL_CODE: Readonly<Record<PanelErrorCode, P2pandaErrorName>> = {
  'already-answered': 'Conflict',
  'not-available': 'Conflict',
  retired: 'Conflict',
  cancelled: 'Conflict',
  superseded: 'Conflict',
  'already-withdrawn': 'Conflict',
  'already-ended': 'Conflict',
  'too-late-to-undo': 'Conflict',
  'unknown-answer': 'InvalidParams',
  'approval-changed': 'Conflict',
  'lines-elsewhere': 'Conflict',
  'site-not-allowed': 'Unauthorized',
  'still-checking': 'Conflict',
  'not-complete': 'Conflict',
  'log-ended': 'Frozen',
  'storage-full': 'StorageFull',
  'own-quota': 'StorageFull',
  'no-persona': 'Unauthorized',
  'unknown-persona': 'Unauthorized',
  'other-persona': 'Unauthorized',
  'persona-retired': 'Frozen',
  'not-your-resource': 'Unauthorized',
  'not-your-event': 'Unauthorized',
  'not-your-festival': 'Unauthorized',
  'closed-festival': 'Unauthorized',
  'demo-only': 'Unauthorized',
  locked: 'Internal',
  'wallet-damaged': 'Internal',
  'persona-lost': 'Unauthorized',
  'wrong-password': 'Internal',
  'too-many-tries': 'Internal',
  'password-short': 'Internal',
  offline: 'Internal',
  'no-connection': 'Internal',
  'lines-missing': 'Internal',
  'clone-too-large': 'InvalidParams',
  'no-answer': 'Internal',
  internal: 'Internal',
  'invalid-params': 'InvalidParams',
  'unknown-festival': 'InvalidParams',
  'unknown-resource': 'InvalidParams',
  'unknown-event': 'InvalidParams',
  'unknown-request': 'InvalidParams',
  'unknown-approval': 'InvalidParams',
  'own-persona': 'InvalidParams',
  'unknown-entry': 'InvalidParams',
  'retract-thing': 'InvalidParams',
  'retract-answer': 'InvalidParams',
  'retract-beginning': 'InvalidParams',
  'already-retracted': 'InvalidParams',
  'interval-inverted': 'InvalidParams',
  'series-too-large': 'InvalidParams',
  'draw-past': 'InvalidParams',
  'too-long': 'InvalidParams',
  'invite-not-one': 'InvalidParams',
  'invite-truncated': 'InvalidParams',
  'invite-unsupported': 'InvalidParams',
  'invite-bad-signature': 'InvalidParams',
  'code-not-one': 'InvalidParams',
  'code-expired': 'InvalidParams',
  'tracker-not-one': 'InvalidParams',
  'ice-server-not-one': 'InvalidParams',
  'unknown-import': 'InvalidParams',
  'bundle-not-one': 'InvalidParams',
  'bundle-damaged': 'InvalidParams',
  'bundle-unsupported': 'InvalidParams',
  'bundle-uninvited': 'InvalidParams',
  'other-wallet': 'Internal',
  'passphrase-short': 'Internal',
  'words-count': 'Internal',
  'words-unknown': 'Internal',
  'words-checksum': 'Internal',
  'backup-not-one': 'Internal',
  'backup-newer-version': 'Internal',
  'backup-weak': 'Internal',
  'backup-truncated': 'Internal',
  'backup-damaged': 'Internal',
  'backup-wrong-passphrase': 'Internal',
  'backup-unreadable': 'Internal',
}

/** What a page is told when a panel would be told `error`; the reason only where the page can act on it. */
export function pageRefusalOf(error: PanelError): PageRefusal {
  const name = OF_PANEL_CODE[error.code]
  const isUseful = name === 'Conflict' || name === 'InvalidParams'
  return isUseful ? pageRefusal(name, { reason: error.code }) : pageRefusal(name)
}
