// The calendar of a festival (mockup 03): days and weeks in lanes or as a list, what I marked, and the way to a new event.
import { useEffect, useState } from 'preact/hooks'
import type { JSX } from 'preact'
import { useCurrentFestival } from '../../ui/current-festival.ts'
import { Note } from '../../ui/note.tsx'
import type { NodeState } from '../../ui/use-node.ts'
import { NoFestival } from '../no-festival.tsx'
import { Agenda } from './agenda.tsx'
import { parseCalendarRoute } from './calendar-route.ts'
import { Days } from './days.tsx'
import { ChangeEditor, NewEditor } from './editors.tsx'
import { PrintedProgramme } from './printed-programme.tsx'

export function Calendar({ node, path }: { node: NodeState; path: readonly string[] }): JSX.Element {
  const route = parseCalendarRoute(path)
  const [festival] = useCurrentFestival(node.festivals, node.archived)
  const [said, setSaid] = useState('')
  const place = path.join('/')
  useEffect(() => {
    // What a form said stays until something else is opened.
    if (route.view === 'new' || route.view === 'copy' || route.view === 'change') setSaid('')
  }, [place])
  if (festival === undefined || node.persona === undefined) {
    return <NoFestival node={node} />
  }
  const shared = { node, festival, say: setSaid }
  return (
    <div class="calendar" data-test="calendar">
      <div role="status">{said !== '' && <Note tone="good">{said}</Note>}</div>
      {route.view === 'new' || route.view === 'copy' ? (
        <NewEditor key={place} {...shared} route={route} />
      ) : route.view === 'change' ? (
        <ChangeEditor key={place} node={node} say={setSaid} about={route.event} />
      ) : route.view === 'mine' ? (
        <Agenda node={node} />
      ) : route.view === 'print' || route.view === 'zine' ? (
        <PrintedProgramme festival={festival} route={route} />
      ) : (
        <Days key={festival.festival} {...shared} route={route} />
      )}
    </div>
  )
}
