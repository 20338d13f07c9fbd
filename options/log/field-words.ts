// The fields of an entry in words: what each is called, and what it is there for.
import { lipmaalink, type Entry, type EntryFieldName } from '../../src/bamboo/index.ts'
import { t } from '../../ui/i18n.ts'
import { formatBytes } from '../../ui/format-bytes.ts'

/** An entry whose fields are told, and what to call its author: isolated from the sentence around it. */
export interface ToldEntry {
  readonly entry: Entry
  readonly author: string
}

/** "link to 13" */
export function fieldName(field: EntryFieldName, { entry, author }: ToldEntry): string {
  switch (field) {
    case 'tag':
      return t('fieldTag')
    case 'author':
      return t('fieldAuthor', [author])
    case 'log-id':
      return t('fieldLog')
    case 'seq-num':
      return t('fieldNumber', [entry.seqNum])
    case 'lipmaalink':
      return t('fieldLink', [lipmaalink(entry.seqNum)])
    case 'backlink':
      return t('fieldLink', [entry.seqNum - 1])
    case 'payload-size':
      return t('fieldSize')
    case 'payload-hash':
      return t('fieldContent')
    case 'signature':
      return t('fieldSignature')
  }
}

/** "The fingerprint of entry 13, …" */
export function fieldMeaning(field: EntryFieldName, { entry, author }: ToldEntry): string {
  switch (field) {
    case 'tag':
      return entry.isEndOfLog ? t('fieldTagEnd') : t('fieldTagMeaning')
    case 'author':
      return t('fieldAuthorMeaning', [author])
    case 'log-id':
      return t('fieldLogMeaning', [entry.logId.toString()])
    case 'seq-num':
      return t('fieldNumberMeaning', [entry.seqNum])
    case 'lipmaalink':
      return t('fieldFarLinkMeaning', [lipmaalink(entry.seqNum)])
    case 'backlink':
      return t('fieldLinkMeaning', [entry.seqNum - 1])
    case 'payload-size':
      return t('fieldSizeMeaning', [formatBytes(entry.payloadSize)])
    case 'payload-hash':
      return t('fieldContentMeaning')
    case 'signature':
      return t('fieldSignatureMeaning', [author])
  }
}
