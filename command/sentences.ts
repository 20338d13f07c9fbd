// Why nothing was made of a file, as a sentence.

import type { SnapshotErrorCode } from '../src/snapshot/read-snapshot.ts'
import type { WebSiteError } from './web-site.ts'

const SENTENCES: Readonly<Record<SnapshotErrorCode, string>> = {
  'not-one': 'is not a file of p2panda.',
  unsupported: 'was saved by a newer p2panda than this one.',
  truncated: 'ends too early: save it again.',
  damaged: 'was changed or damaged on its way: save it again.',
  'too-large': 'has a part that is too large to be read.',
  unreadable: 'can not be read.',
  'other-festival': 'has nothing of that festival.',
  'not-genuine': 'has something in it that was not signed by who it says. Nothing was made of it.',
  aborted: 'was not read to its end.',
}

export function sentenceOf(error: WebSiteError, file: string): string {
  if (error.code !== 'several') return `“${file}” ${SENTENCES[error.code]}`
  const list = error.festivals.map(({ id, title }) => `  --festival ${id}  ${title.replaceAll(/\p{C}/gu, '')}`)
  return [`“${file}” has several festivals. Say which one:`, ...list].join('\n')
}
