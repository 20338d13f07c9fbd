// Every method of the page API with something to give it. `last` holds what earlier calls gave: an event, a thing, a request.

const FRIDAY = { from: Date.UTC(2027, 5, 18, 18), to: Date.UTC(2027, 5, 18, 21) }

/** Every scope that the buttons below need, in one question. */
function scopes(festival) {
  const ops = ['event.create', 'event.update', 'event.cancel', 'request.create', 'resource.create']
  return [`read:${festival}`, 'identity', `authorize:${festival}`, ...ops.map((op) => `publish:${festival}/${op}`)]
}

export const METHODS = [
  { name: 'connect', params: (festival) => ({ festival, scopes: scopes(festival), reason: 'To try everything.' }) },
  { name: 'permissions', params: () => undefined },
  { name: 'identity', params: (festival) => ({ festival }) },
  { name: 'query', params: (festival) => ({ festival, type: 'resource' }) },
  { name: 'subscribe', params: (festival) => ({ festival, type: 'event' }) },
  { name: 'publish', params: (festival) => ({ festival, op: 'event.create', fields: { title: 'Picnic', ...FRIDAY } }) },
  {
    name: 'publishAll',
    params: (festival) => [
      { festival, op: 'event.create', fields: { title: 'Breakfast', ...FRIDAY } },
      { festival, op: 'resource.create', fields: { title: 'Blanket', kind: 'thing' } },
    ],
  },
  { name: 'requestResource', params: (_, last) => ({ event: last.event, resource: last.resource, message: 'Please' }) },
  { name: 'authorize', params: (_, last) => ({ request: last.request, decision: 'grant' }) },
  { name: 'open', params: (_, last) => ({ view: 'event', id: last.event }) },
  { name: 'join', params: (_, last) => last.invite ?? 'p2panda:1:…' },
  { name: 'call', params: () => ({ method: 'sign', params: { bytes: '00' } }) },
  { name: 'disconnect', params: () => undefined },
]
