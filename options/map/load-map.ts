// Loads the map and its style sheet, which are files of their own beside this page: who never opens it never reads them.
const SCRIPT = './map.js'
const STYLES = 'map.css'

type MapModule = typeof import('./open-map.ts')

let loading: Promise<MapModule> | undefined

/** Rejects when the files of the extension can not be read. */
export function loadMap(): Promise<MapModule> {
  loading ??= load()
  return loading
}

async function load(): Promise<MapModule> {
  const [module] = await Promise.all([import(SCRIPT) as Promise<MapModule>, styles()])
  return module
}

function styles(): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = STYLES
  return new Promise((resolve, reject) => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => reject(new Error(`${STYLES} is not there`)))
    document.head.append(link)
  })
}
