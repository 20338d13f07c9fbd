// The pages of a festival. All that they show comes from the elements of p2panda-embed.js; this only says which festival it is,
// and which event or thing a page is about: festival.json beside this file, or `?festival=<id>` (and `&invite=<invite>`) in the address.

const address = new URLSearchParams(location.search)
const answer = address.has('festival') ? undefined : await fetch('festival.json').catch(() => undefined)
const site = answer?.ok ? await answer.json() : Object.fromEntries(address)

for (const name of ['festival', 'snapshot', 'invite', 'get']) {
  if (site[name])
    document.head.append(
      Object.assign(document.createElement('meta'), { name: `p2panda:${name}`, content: site[name] }),
    )
}

// A festival that the address names goes along with every step.
const kept = new URLSearchParams(
  ['festival', 'invite'].flatMap((name) => (address.has(name) ? [[name, address.get(name)]] : [])),
)
if (kept.size > 0) {
  for (const link of document.querySelectorAll('a[href*=".html"]:not([href^="programme"])')) link.search = `?${kept}`
  for (const page of document.querySelectorAll('meta[name$="-page"]')) page.content += `&${kept}`
  // The files and the dates are those of the example.
  for (const part of document.querySelectorAll('footer, #when')) part.hidden = true
}

const set = (name, attribute, value) => document.querySelector(`p2panda-${name}`)?.setAttribute(attribute, value)
const thing = address.get('thing')
if (address.has('event')) {
  set('event', 'event', address.get('event'))
  // What is asked for on a page of a thing is asked for that event then.
  set('request', 'event', address.get('event'))
}
if (thing) {
  set('resource', 'resource', thing)
  set('request', 'resource', thing)
  const game = document.getElementById('game')
  if (game && thing === site.game) {
    game.hidden = false
    document.getElementById('play').href =
      `win-the-boat/?${new URLSearchParams({ festival: site.festival, resource: thing })}`
  }
}
await import('./p2panda-embed.js')

// Title and words are the festival's own, as soon as they are known.
document.addEventListener('p2panda:state', ({ detail }) => {
  if (!detail.title) return
  document.getElementById('title').textContent = detail.title
  if (detail.description) document.getElementById('subtitle').textContent = detail.description
  document.title = document.title.replace(/^[^:]*/, () => detail.title)
})
