// Draws the programme: days, events, one dot per requested thing, and buttons for requests that wait for this visitor.

const DOTS = {
  granted:
    '<circle cx="8" cy="8" r="7.2" fill="var(--granted)" stroke="var(--dot-edge)" stroke-width="1.4"/><path d="m4.8 8.3 2.3 2.3 4.2-4.9" fill="none" stroke="#1d1b22" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>',
  waiting:
    '<circle cx="8" cy="8" r="7.2" fill="var(--waiting-soft)"/><path d="M8 .8a7.2 7.2 0 0 1 0 14.4z" fill="var(--waiting)"/><circle cx="8" cy="8" r="7.2" fill="none" stroke="var(--waiting)" stroke-width="1.4"/>',
  declined:
    '<circle cx="8" cy="8" r="7.2" fill="var(--declined)"/><path d="m5.4 5.4 5.2 5.2M10.6 5.4l-5.2 5.2" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round"/>',
  unavailable:
    '<circle cx="8" cy="8" r="6.8" fill="none" stroke="var(--closed)" stroke-width="1.6"/><path d="M4.8 8h6.4" stroke="var(--closed)" stroke-width="2" stroke-linecap="round"/>',
}
const WORDS = { granted: 'granted', waiting: 'waiting', declined: 'declined', unavailable: 'unavailable' }

/** A dot for a line's state; what is no longer asked for is drawn as unavailable. */
function dot(lineState) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  // The drawings above are constants of this file; nothing from other people is ever parsed as markup.
  svg.innerHTML = DOTS[lineState] ?? DOTS.unavailable
  return svg
}

function button(text, className, onClick, disabled) {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = text
  element.className = className
  element.disabled = disabled
  element.addEventListener('click', onClick)
  return element
}

function fillDots(item, lines) {
  const counts = new Map()
  for (const line of lines) counts.set(line.state, (counts.get(line.state) ?? 0) + 1)
  const dots = item.querySelector('.dots')
  dots.replaceChildren(...lines.map((line) => dot(line.state)))
  dots.setAttribute(
    'aria-label',
    [...counts].map(([name, count]) => `${count} ${WORDS[name] ?? name}`).join(', ') || 'needs nothing',
  )
}

function confirmedWords({ cancelled, confirmation: { required, granted } }) {
  if (cancelled) return 'cancelled'
  if (required === 0) return 'needs nothing'
  if (granted === required) return '100 % confirmed'
  return `${Math.floor((granted / required) * 100)} % confirmed`
}

function eventElement(event, state, zone, onAnswer) {
  const item = document.getElementById('event').content.firstElementChild.cloneNode(true)
  const title = (id) => state.resources.find((resource) => resource.id === id)?.title ?? 'something not known yet'
  const name = (author) => state.profiles.find((profile) => profile.id === author)?.name ?? 'Somebody'
  const time = new Intl.DateTimeFormat(undefined, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  item.dataset.title = event.title
  item.dataset.granted = event.confirmation.granted
  item.dataset.required = event.confirmation.required
  item.classList.toggle('cancelled', event.cancelled)
  item.querySelector('.when').textContent = `${time.format(event.from)}–${time.format(event.to)}`
  item.querySelector('h3').textContent = event.title
  const things = event.confirmation.lines.map((line) => title(line.resource)).join(', ')
  item.querySelector('.needs').textContent = things
    ? `${things}, with ${name(event.author)}`
    : `with ${name(event.author)}`
  fillDots(item, event.confirmation.lines)
  item.querySelector('.words').textContent = confirmedWords(event)
  const answers = item.querySelector('.answers')
  for (const request of state.requests.filter((r) => r.event === event.id && r.mine && r.state === 'waiting')) {
    const busy = state.answering.get(request.id)
    if (busy) answers.append(Object.assign(document.createElement('p'), { textContent: busy }))
    const grant = button(`Lend ${title(request.resource)}`, '', () => onAnswer(request.id, 'grant'), busy === '')
    grant.dataset.request = request.id
    const pair = Object.assign(document.createElement('div'), { className: 'answer' })
    pair.append(
      grant,
      button('Decline', 'line', () => onAnswer(request.id, 'deny'), busy === ''),
    )
    answers.append(pair)
  }
  return item
}

/** Replaces the list with the events of `state`, grouped by day in the festival's zone. */
export function renderProgramme(list, zoneNote, state, { onAnswer }) {
  const zone = state.festival?.timezone ?? 'UTC'
  const day = new Intl.DateTimeFormat(undefined, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })
  const rows = []
  let current
  for (const event of state.events.toSorted((a, b) => a.from - b.from)) {
    const name = day.format(event.from)
    if (name !== current)
      rows.push(Object.assign(document.createElement('li'), { className: 'day', textContent: name }))
    current = name
    rows.push(eventElement(event, state, zone, onAnswer))
  }
  list.replaceChildren(...rows)
  zoneNote.textContent = rows.length > 0 ? `Times in ${zone}.` : ''
}
