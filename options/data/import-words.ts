// Where an import stands, in words and as a share.
import type { ImportRow } from '../../src/adapters/dexie/import-schema.ts'
import type { BadgeTone } from '../../ui/badge.tsx'
import { t } from '../../ui/i18n.ts'

/** What its badge says. */
export function importState({ state, kind, phase, problems }: ImportRow): { tone: BadgeTone; words: string } {
  switch (state) {
    case 'staged':
      return { tone: 'calm', words: t('importStaged') }
    case 'paused':
      return { tone: 'calm', words: t('importPaused') }
    case 'failed':
      return { tone: 'declined', words: t('importFailed') }
    case 'running':
      if (kind === 'check') return { tone: 'waiting', words: t('importChecking') }
      return { tone: 'waiting', words: phase === 'storing' ? t('importAdding') : t('importConfirming') }
    case 'done': {
      const isWhole = problems.length === 0
      if (kind === 'add') return { tone: isWhole ? 'granted' : 'info', words: t('importAdded') }
      return isWhole ? { tone: 'granted', words: t('importFine') } : { tone: 'declined', words: t('importNotFine') }
    }
  }
}

const OURS: ReadonlySet<string> = new Set(['storage-full', 'storage-failed', 'contended'])

/** Whether it failed for reasons of this browser: the file itself stays as it is, however often it is opened. */
export function canTryAgain({ state, problems }: ImportRow): boolean {
  return state === 'failed' && problems.some(({ code }) => OURS.has(code))
}

/** 0…1. Adding has two halves: the file, then the signatures. */
export function shareDone({ kind, phase, offset, size, added, checked }: ImportRow): number {
  const read = size === 0 ? 1 : offset / size
  if (kind === 'check') return read
  return phase === 'storing' ? read / 2 : 0.5 + (added === 0 ? 0.5 : Math.min(1, checked / added) / 2)
}

/** What a problem means to the person who opened the file; several codes may come to the same sentence. */
export function problemWords(code: string): string {
  switch (code) {
    case 'not-one':
      return t('error_bundle_not_one')
    case 'unsupported':
      return t('error_bundle_unsupported')
    case 'truncated':
      return t('importTruncated')
    case 'damaged':
    case 'too-large':
      return t('importDamaged')
    case 'unreadable':
      return t('importUnreadable')
    case 'foreign-festival':
    case 'not-accepted':
      return t('importForeign')
    case 'quota-exceeded':
      return t('importQuota')
    case 'blocked':
      return t('importBlocked')
    case 'storage-full':
    case 'storage-failed':
    case 'contended':
      return t('importStorage')
    case 'forked':
    case 'fork':
      return t('importForked')
    case 'own-log-ahead':
      return t('importOwnAhead')
    case 'gap':
      return t('importGap')
    default:
      return t('importWrong')
  }
}
