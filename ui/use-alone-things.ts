// The things of mine that a web site answers for by itself once it may: those whose policy names an address of that site.
import type { PublicKey } from '../src/operations/ids.ts'
import { siteOrigin } from '../messages/site-origin.ts'
import { useLive } from './use-live.ts'

/** Ids of resources; undefined before they are known. */
export function useAloneThings(me: PublicKey, origin: string): ReadonlySet<string> | undefined {
  return useLive(
    async (db) => {
      const mine = await db.resources.where('owner').equals(me).toArray()
      const named = mine.filter(({ policy }) => policy.kind === 'external' && siteOrigin(policy.url) === origin)
      return new Set<string>(named.map(({ id }) => id))
    },
    [me, origin],
  )
}
