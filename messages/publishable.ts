// What a web site may ever ask the user to write for it (docs/page-api.md): a closed list. Not on it: whatever gives things
// away by itself (policies other than by hand), answers (they have a method of their own), ends or moves logs, founds or
// changes festivals, says who somebody is, or takes words back. For these the user opens the extension.

export type Publishable =
  | 'event.create'
  | 'event.update'
  | 'event.cancel'
  | 'request.create'
  | 'request.withdraw'
  | 'resource.create'
  | 'resource.update'
  | 'programme.publish'

/** A key for each, so that the compiler finds what is missing. */
const all: Readonly<Record<Publishable, true>> = {
  'event.create': true,
  'event.update': true,
  'event.cancel': true,
  'request.create': true,
  'request.withdraw': true,
  'resource.create': true,
  'resource.update': true,
  'programme.publish': true,
}

export const PUBLISHABLE: readonly Publishable[] = Object.keys(all) as Publishable[]

export function isPublishable(op: string): op is Publishable {
  return Object.hasOwn(all, op)
}
