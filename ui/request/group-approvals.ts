// Prompts of web sites in the order in which they are asked: site after site, the one that has waited longest first, so that nobody
// has to think of two sites in turns (wallet-security §8).
import type { ApprovalRow } from '../../src/adapters/dexie/schema.ts'

/** All prompts, those of one site together, each site's oldest first. */
export function bySite(approvals: readonly ApprovalRow[]): ApprovalRow[] {
  const sites = new Map<string, ApprovalRow[]>()
  for (const approval of [...approvals].sort((a, b) => a.createdAt - b.createdAt)) {
    const site = `${approval.origin}|${approval.container}`
    sites.set(site, [...(sites.get(site) ?? []), approval])
  }
  return [...sites.values()].flat()
}

/** The one that an address names, or the one that is asked first. */
export function nextQuestion(approvals: readonly ApprovalRow[], about: string | undefined): ApprovalRow | undefined {
  const asked = bySite(approvals)
  return asked.find(({ id }) => id === about) ?? asked[0]
}
