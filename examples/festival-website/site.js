// The programme of one festival, live from the visitor's own p2panda, and answers by the owner of a thing.
// The festival is named by `?festival=<id>` in the address, or by festival.json beside this file.

import { renderProgramme } from './programme.js'

const byId = (id) => document.getElementById(id)
const status = byId('status')
const state = { events: [], requests: [], resources: [], profiles: [], festival: undefined, answering: new Map() }

/** The provider, now or as soon as it announces itself; undefined after two seconds without one. */
function findProvider() {
  if (window.p2panda) return Promise.resolve(window.p2panda)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), 2000)
    window.addEventListener(
      'p2panda:announce',
      (event) => {
        clearTimeout(timer)
        resolve(event.detail.provider)
      },
      { once: true },
    )
    window.dispatchEvent(new Event('p2panda:request'))
  })
}

async function festivalId() {
  const named = new URLSearchParams(location.search).get('festival')
  if (named) return named
  const answer = await fetch('festival.json').catch(() => undefined)
  if (!answer?.ok) return undefined
  return (await answer.json()).festival
}

const draw = () =>
  renderProgramme(byId('programme'), byId('zone'), state, {
    onAnswer: (request, decision) => void answer(request, decision),
  })

let provider
let festival

async function answer(request, decision) {
  state.answering.set(request, '')
  draw()
  try {
    await provider.authorize({ request, decision })
    state.answering.delete(request)
  } catch (error) {
    state.answering.set(request, error.name === 'UserRejected' ? 'Not answered.' : 'That did not work. Try again.')
  }
  draw()
}

async function watch() {
  const follow = (type, key) =>
    provider.subscribe({ festival, type, limit: 200 }, ({ items }) => {
      state[key] = items
      if (type === 'festival' && items[0]) {
        state.festival = items[0]
        byId('title').textContent = items[0].title
        if (items[0].description) byId('subtitle').textContent = items[0].description
        document.title = `${items[0].title}: the programme`
      }
      draw()
    })
  await Promise.all([
    follow('festival', 'festivals'),
    follow('resource', 'resources'),
    follow('profile', 'profiles'),
    follow('request', 'requests'),
    follow('event', 'events'),
  ])
  status.textContent = 'Live from your own p2panda. Nobody in between.'
  byId('connect').hidden = true
  byId('disconnect').hidden = false
}

async function connect(silent) {
  const scopes = [`read:${festival}`, `authorize:${festival}`]
  byId('connect').disabled = true
  try {
    await provider.connect({
      festival,
      scopes,
      silent,
      reason: 'To show the programme and let you answer requests for your things.',
    })
    await watch()
  } catch (error) {
    if (!silent)
      status.textContent =
        error.name === 'UserRejected'
          ? 'Not connected. You can change your mind.'
          : `Could not connect: ${error.message}`
    else status.textContent = 'This programme lives with the people who make it. Connect your p2panda to see it live.'
    byId('connect').hidden = false
  }
  byId('connect').disabled = false
}

async function start() {
  ;[provider, festival] = await Promise.all([findProvider(), festivalId()])
  if (!festival) {
    status.textContent = 'This site does not know its festival yet. Open it with ?festival=… in the address.'
    return
  }
  if (!provider) {
    status.textContent = 'This programme lives with the people who make it. Install p2panda to see it live.'
    return
  }
  provider.addEventListener('disconnect', () => {
    status.textContent = 'p2panda was updated or switched off. Reload the page to go on.'
  })
  byId('connect').addEventListener('click', () => void connect(false))
  byId('disconnect').addEventListener('click', async () => {
    await provider.disconnect()
    location.reload()
  })
  await connect(true)
}

void start()
