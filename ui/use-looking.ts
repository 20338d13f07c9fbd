// Somebody looks at pictures: what is not here is fetched, what is here is kept longer.
import { useEffect } from 'preact/hooks'
import type { BlobRef } from '../src/operations/operation.ts'
import { t } from './i18n.ts'
import { useCommand } from './use-command.ts'
import type { NodeState } from './use-node.ts'

/** Says what is looked at, once for each picture and visit. */
export function useLooking(pictures: readonly BlobRef[]): void {
  const { run } = useCommand('blob.look')
  const key = pictures.map(({ hash }) => hash).join(' ')
  useEffect(() => {
    if (key !== '') void run({ blobs: pictures.map(({ hash, size }) => ({ hash, size })) })
  }, [key])
}

/** Why nobody of a festival can be asked for what is not here. */
export function unreachable({ online, network }: NodeState, festival: string): string | undefined {
  if (!online) return t('pictureOffline')
  return network !== undefined && (network.peers[festival] ?? 0) === 0 ? t('pictureAlone') : undefined
}
