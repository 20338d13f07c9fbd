// A web site that decides who gets a thing: whoever wins the game. It runs in the browser of the thing's owner, for example on
// a tablet at the pier, and answers by itself: the owner offered the thing with this site's address as the one who decides,
// and allowed it once. `?festival=<id>&resource=<id>` in the address says which thing.

import { afterMove, OARS } from './game.js'

const byId = (id) => document.getElementById(id)
const address = new URLSearchParams(location.search)
const festival = address.get('festival')
const resource = address.get('resource')

let provider
let events = []
let requests = []
let playing
let left = OARS

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

function say(words) {
  byId('status').textContent = words
}

function drawList() {
  const waiting = requests.filter(
    (request) => request.resource === resource && request.mine && request.state === 'waiting',
  )
  const rows = waiting.map((request) => {
    const title = events.find((event) => event.id === request.event)?.title ?? 'An event'
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      textContent: `Play for ${title}`,
    })
    button.dataset.request = request.id
    button.addEventListener('click', () => begin(request.id, title))
    const row = document.createElement('li')
    row.append(button)
    return row
  })
  byId('list').replaceChildren(...rows)
  byId('askers-title').textContent = rows.length === 0 ? 'Nobody waits.' : 'Who wants it?'
  // Kept open while somebody plays: their result must not be lost with the list.
  byId('askers').hidden = playing !== undefined
}

function drawGame() {
  byId('game').hidden = playing === undefined
  byId('oars').replaceChildren(...Array.from({ length: left }, () => document.createElement('i')))
  byId('oars').setAttribute('aria-label', `${left} oars left`)
  for (const button of byId('moves').children) button.disabled = Number(button.dataset.take) > left
}

function begin(request, title) {
  playing = request
  left = OARS
  byId('game-title').textContent = `For ${title}`
  byId('said').textContent = 'You begin.'
  byId('moves').hidden = false
  byId('again').hidden = true
  drawList()
  drawGame()
  byId('moves').firstElementChild.focus()
}

async function move(take) {
  const result = afterMove(left, take)
  left = result.left
  byId('said').textContent = result.boatman > 0 ? `The boatman takes ${result.boatman}.` : ''
  drawGame()
  if (result.winner === undefined) return
  byId('moves').hidden = true
  if (result.winner === 'boatman') {
    byId('said').textContent += ' He wins.'
    byId('again').hidden = false
    byId('again').focus()
    return
  }
  await giveAway(playing)
}

async function giveAway(request) {
  byId('said').textContent = 'You win! One moment…'
  try {
    // The same key for the same request: however often this page is reloaded, it is given once.
    await provider.authorize(
      { request, decision: 'grant', reason: 'Won at the oars.' },
      { idempotencyKey: `won-${request.slice(-40)}` },
    )
    byId('said').textContent = 'It is yours.'
  } catch (error) {
    byId('said').textContent =
      error.name === 'Conflict'
        ? 'Somebody was faster: it is taken for that time.'
        : 'That did not work. Ask the owner.'
  }
  playing = undefined
  drawList()
}

async function connect(silent) {
  await provider.connect({
    festival,
    scopes: [`read:${festival}`, `authorize:${festival}/${resource}`],
    silent,
    reason: 'To give it to whoever wins the game.',
  })
  byId('connect').hidden = true
  say('Whoever wins gets it. Nobody else is asked.')
  const follow = (type, take) =>
    provider.subscribe({ festival, type, limit: 200 }, ({ items }) => {
      take(items)
      drawList()
    })
  await follow('resource', (items) => {
    byId('thing').textContent = items.find(({ id }) => id === resource)?.title ?? 'boat'
  })
  await follow('event', (items) => {
    events = items
  })
  await follow('request', (items) => {
    requests = items
  })
}

async function start() {
  provider = await findProvider()
  if (!festival || !resource) return say('This page needs ?festival=…&resource=… in its address.')
  if (!provider) return say('This page works in the browser of the owner, with p2panda installed.')
  byId('connect').addEventListener('click', async () => {
    await connect(false).catch(() => say('Not allowed. You can change your mind.'))
  })
  for (const button of byId('moves').children) {
    button.addEventListener('click', () => void move(Number(button.dataset.take)))
  }
  byId('again').addEventListener('click', () => begin(playing, byId('game-title').textContent.slice(4)))
  try {
    await connect(true)
  } catch {
    say('The owner has to allow this site to give it away.')
    byId('connect').hidden = false
  }
}

void start()
