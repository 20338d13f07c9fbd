// The map of places with what stands on it: which way is north, where the picture comes from, and the switch for streets.
import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import type { Spot } from '../../src/festival/map-places.ts'
import type { ResourceRow } from '../../src/festival/views.ts'
import { visibleText } from '../../ui/hidden-characters.ts'
import { t } from '../../ui/i18n.ts'
import { Note } from '../../ui/note.tsx'
import { Thing } from '../../ui/thing.tsx'
import { loadMap } from './load-map.ts'
import type { MapPlace, OpenMap } from './open-map.ts'
import { Streets } from './streets.tsx'

export function PlaceMap(props: {
  spots: readonly Spot<ResourceRow>[]
  chosen: string | undefined
  /** Streets are allowed. */
  streets: boolean
  /** Only then is anybody asked for them. */
  online: boolean
  onChoose: (id: string) => void
}): JSX.Element {
  const { spots, chosen, streets, online } = props
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<OpenMap | undefined>(undefined)
  const [isBroken, setBroken] = useState(false)
  const choose = useRef(props.onChoose)
  choose.current = props.onChoose
  useEffect(() => {
    let opened: OpenMap | undefined
    let isOver = false
    const open = async (): Promise<void> => {
      try {
        const { openMap } = await loadMap()
        if (isOver || box.current === null) return
        opened = openMap(box.current, { words, onChoose: (id) => choose.current(id) })
        setMap(opened)
      } catch {
        setBroken(true)
      }
    }
    void open()
    return () => {
      isOver = true
      opened?.close()
    }
  }, [])
  const drawn = JSON.stringify(spots.map(({ thing, ...at }) => [thing.id, thing.title, thing.owner, thing.kind, at]))
  useEffect(() => map?.show(spots.map(placeOf)), [map, drawn])
  useEffect(() => map?.choose(chosen), [map, chosen])
  const where = JSON.stringify(spots.map(({ lat, lon }) => [lat, lon]))
  useEffect(() => map?.fit(), [map, where])
  useEffect(() => map?.setStreets(streets && online), [map, streets, online])
  return (
    <div class="map-frame">
      <div
        ref={box}
        class="map"
        role="region"
        aria-label={t('mapName')}
        data-test="map"
        data-open={map !== undefined}
      />
      <span class="map-north" aria-hidden="true">
        ↑<b>{t('mapNorth')}</b>
      </span>
      {isBroken && (
        <Note tone="bad" alert>
          {t('mapBroken')}
        </Note>
      )}
      <Streets on={streets} online={online} />
    </div>
  )
}

const words = {
  get zoomIn() {
    return t('mapZoomIn')
  },
  get zoomOut() {
    return t('mapZoomOut')
  },
  onFoot: (minutes: number) => t('mapOnFoot', [String(minutes)]),
}

function placeOf({ thing, lat, lon, beside }: Spot<ResourceRow>): MapPlace {
  const mark = document.createElement('button')
  mark.type = 'button'
  mark.className = 'map-mark'
  // Its name is not always written.
  mark.ariaLabel = visibleText(thing.title)
  render(
    <>
      <bdi class="map-label">{visibleText(thing.title)}</bdi>
      <Thing resource={thing} />
    </>,
    mark,
  )
  return { id: thing.id, lat, lon, beside, mark }
}
