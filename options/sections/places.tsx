// The places of a festival: a map drawn from their positions, the same as a list, and the page of the chosen one beside it (mockup 06).
import { useEffect, useRef, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { readSetting } from '../../src/adapters/dexie/settings.ts'
import { mapPlaces } from '../../src/festival/map-places.ts'
import type { FestivalOverview } from '../../src/festival/overview.ts'
import { parseEntryHash } from '../../src/operations/ids.ts'
import { Check } from '../../ui/check.tsx'
import { NoFestival } from '../no-festival.tsx'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Empty } from '../../ui/empty.tsx'
import { t } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { useLive } from '../../ui/use-live.ts'
import type { NodeState } from '../../ui/use-node.ts'
import { PlaceMap } from '../map/place-map.tsx'
import { PlaceList } from '../things/place-list.tsx'
import { offerAddress } from '../things/thing-address.ts'
import { ThingPage } from '../things/thing-page.tsx'
import { useThingPage } from '../things/use-thing-page.ts'
import { type ThingNow, useThings } from '../things/use-things.ts'

export function Places({ node }: { node: NodeState }): JSX.Element {
  const [festival] = useCurrentFestival(node.festivals, node.archived)
  if (festival === undefined || node.persona === undefined) {
    return <NoFestival node={node} />
  }
  return <PlacesOf key={festival.festival} node={node} festival={festival} />
}

/** Everything that is somewhere: places, and other things whose owners said where they are. */
function isSomewhere({ resource }: ThingNow): boolean {
  return resource.kind === 'place' || resource.location?.type === 'gps'
}

function PlacesOf({ node, festival }: { node: NodeState; festival: FestivalOverview }): JSX.Element | null {
  const found = useThings([festival])
  const streets = useLive(async (db) => (await readSetting(db, 'streets')) === true)
  const [chosen, choose] = useState<string | undefined>(undefined)
  const [isFreeNow, setFreeNow] = useState(false)
  if (found === undefined || streets === undefined) return null
  const places = found.things.filter(isSomewhere)
  const shown = places.filter(({ now }) => !isFreeNow || now === 'free' || now === 'asked')
  const spots = mapPlaces(shown.map(({ resource }) => resource))
  return (
    <>
      <div class="list-head">
        <Check on={isFreeNow} test="places-free" onChange={setFreeNow}>
          {t('thingsFreeNow')}
        </Check>
        <a class="button main" href={offerAddress('place')} data-test="place-offer">
          <Icon name="plus" />
          {t('placesOffer')}
        </a>
      </div>
      {places.length === 0 ? (
        <Empty title={t('placesNone')} text={t('placesNoneText')} />
      ) : (
        <div class="places">
          {spots.length > 0 ? (
            <PlaceMap spots={spots} chosen={chosen} streets={streets} online={node.online} onChoose={choose} />
          ) : (
            <p class="small soft" data-test="map-empty">
              {t(mapPlaces(places.map(({ resource }) => resource)).length > 0 ? 'mapNoneFree' : 'mapEmpty')}
            </p>
          )}
          <Chosen id={chosen} node={node} />
          <PlaceList
            places={shown}
            people={found.people}
            mine={node.mine}
            chosen={chosen}
            onMap={new Set(spots.map(({ thing }) => thing.id))}
            onChoose={choose}
          />
        </div>
      )}
    </>
  )
}

/** Comes into view where there is no room for it beside the map. */
function Chosen({ id, node }: { id: string | undefined; node: NodeState }): JSX.Element {
  const state = useThingPage(parseEntryHash(id))
  const box = useRef<HTMLDivElement>(null)
  const shown = state?.resource.id
  useEffect(() => {
    if (shown !== undefined) box.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  return (
    <div ref={box} class="place-page">
      {state ? (
        <ThingPage key={shown} state={state} node={node} />
      ) : (
        <p class="small soft places-hint">{t('placesChoose')}</p>
      )}
    </div>
  )
}
