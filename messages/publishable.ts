// What a web site may ever ask the user to write for it (docs/page-api.md): a closed list. Not on it: whatever gives things
// away by itself (policies other than by hand), answers (they have a method of their own), ends or moves logs, founds or
// changes festivals, says who somebody is, or takes words back. For these the user opens the extension.

import type { PublishableOp } from '../page/p2panda.d.ts'

/** A key for each, so that the compiler finds what is missing. */
const all: Readonly<Record<PublishableOp, true>> = {
  'event.create': true,
  'event.update': true,
  'event.cancel': true,
  'request.create': true,
  'request.withdraw': true,
  'resource.create': true,
  'resource.update': true,
  'programme.publish': true,
}

export const PUBLISHABLE: readonly PublishableOp[] = Object.keys(all) as PublishableOp[]

export function isPublishable(op: string): op is PublishableOp {
  return Object.hasOwn(all, op)
}
