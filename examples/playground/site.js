// A page that calls every method of window.p2panda and shows what comes back: written from docs/page-api.md alone.

import { METHODS } from './methods.js'

const EVENTS = ['permissionchange', 'identitychange', 'statechange', 'delivery', 'request', 'disconnect']
const address = new URLSearchParams(location.search)
const field = document.querySelector('#festival')
const last = { invite: address.get('invite') ?? undefined }
field.value = address.get('festival') ?? ''

function find() {
  return new Promise((resolve) => {
    addEventListener('p2panda:announce', ({ detail }) => resolve(detail.provider), { once: true })
    dispatchEvent(new Event('p2panda:request'))
    setTimeout(resolve, 200)
  })
}

function text(value) {
  return value === undefined ? '' : JSON.stringify(value, undefined, 2)
}

/** Keeps what later calls can use: the newest event, the first thing, the newest request. */
function remember(name, value) {
  if (name === 'publish') last.event = value.id
  if (name === 'requestResource') last.request = value.id
  if (name === 'query') last.resource = value.items.find(({ type }) => type === 'resource')?.id
}

function call(p2panda, name, params, show) {
  return name === 'subscribe' ? p2panda.subscribe(params, ({ items }) => show({ items })) : p2panda[name](params)
}

function section(p2panda, { name, params }) {
  const box = document.createElement('section')
  const title = document.createElement('h2')
  const given = document.createElement('textarea')
  const button = document.createElement('button')
  const output = document.createElement('pre')
  title.textContent = name
  button.textContent = `Call ${name}`
  button.dataset.method = name
  given.rows = 3
  given.setAttribute('aria-label', `Given to ${name}`)
  output.dataset.outputOf = name
  output.setAttribute('role', 'status')
  const fill = () => (given.value = text(params(field.value, last)))
  const show = (value) => {
    output.textContent = text(value ?? 'done')
    output.dataset.state = 'done'
  }
  fill()
  field.addEventListener('input', fill)
  given.addEventListener('focus', () => (given.dataset.touched = 'yes'))
  button.addEventListener('click', async () => {
    if (given.dataset.touched === undefined) fill()
    output.textContent = 'Waiting…'
    output.dataset.state = 'waiting'
    try {
      const value = await call(p2panda, name, given.value === '' ? undefined : JSON.parse(given.value), show)
      remember(name, value)
      if (name !== 'subscribe') show(value)
    } catch (error) {
      output.textContent = text({ code: error.code, name: error.name, data: error.data })
      output.dataset.state = 'failed'
    }
  })
  box.append(title, given, button, output)
  return box
}

const p2panda = await find()
const status = document.querySelector('#status')
if (p2panda === undefined) {
  status.textContent = 'There is no p2panda in this browser, or it may not see this site.'
} else {
  status.textContent = `p2panda ${p2panda.version}, page API ${p2panda.api}`
  document.querySelector('#methods').append(...METHODS.map((method) => section(p2panda, method)))
  for (const name of EVENTS) {
    p2panda.addEventListener(name, ({ detail }) => {
      const line = document.createElement('li')
      line.dataset.event = name
      line.textContent = `${name} ${JSON.stringify(detail)}`
      document.querySelector('#events').append(line)
    })
  }
}
