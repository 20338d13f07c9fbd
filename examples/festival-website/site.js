// The page of a festival. All that it shows comes from the elements of p2panda-embed.js; this only says which festival it is:
// `?festival=<id>` in the address, or festival.json beside this file.

const named = new URLSearchParams(location.search).get('festival')
const answer = named ? undefined : await fetch('festival.json').catch(() => undefined)
const { festival, snapshot } = named ? { festival: named } : answer?.ok ? await answer.json() : {}
const meta = (name, content) => {
  const element = document.querySelector(`meta[name="p2panda:${name}"]`) ?? document.createElement('meta')
  document.head.append(Object.assign(element, { name: `p2panda:${name}`, content }))
}
if (festival) meta('festival', festival)
if (snapshot) meta('snapshot', snapshot)
await import('./p2panda-embed.js')

// The title is the festival's own, as soon as it is known.
document.querySelector('p2panda-programme').addEventListener('p2panda:state', ({ detail }) => {
  if (!detail.title) return
  document.getElementById('title').textContent = detail.title
  if (detail.description) document.getElementById('subtitle').textContent = detail.description
  document.title = `${detail.title}: the programme`
})
