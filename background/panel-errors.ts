// From what can go wrong inside to the codes that panels have sentences for (messages/panel.ts).

import type { PublishError } from '../src/log/publication.ts'
import type { PanelError, PanelErrorCode } from '../messages/panel.ts'

/** A refusal as the value that handlers return. */
export function refused(
  code: PanelErrorCode,
  data?: Record<string, string | number>,
): { ok: false; error: PanelError } {
  return { ok: false, error: data === undefined ? { code } : { code, data } }
}

/** Why the own log took nothing, as a code for panels. */
export function publishRefusal(error: PublishError): PanelError {
  switch (error.code) {
    case 'invalid-field': {
      const isTooLong = error.limit !== undefined
      const data = isTooLong ? { field: error.field, limit: error.limit } : { field: error.field }
      return { code: isTooLong ? 'too-long' : 'invalid-params', data }
    }
    case 'too-large':
      return { code: 'too-long', data: { limit: error.limit } }
    case 'signer-failed':
      return { code: 'locked' }
    case 'log-ended':
      return { code: error.code }
    case 'storage-full':
      return { code: error.code }
    case 'quota-exceeded':
      return { code: 'own-quota' }
    case 'not-cbor':
    case 'not-canonical':
    case 'too-deep':
    case 'not-an-operation':
    case 'unknown-operation':
    case 'newer-version':
    case 'misplaced-operation':
    case 'not-home':
    case 'contended':
    case 'blocked':
    case 'storage-failed':
      return { code: 'internal', data: { reason: error.code } }
  }
}
