// Everything that is mine, as files: save a festival, open somebody's file, and see what is stored here.
import type { JSX } from 'preact'
import { allFestivals, sharedFestivals, type NodeState } from '../../ui/use-node.ts'
import { ExportFestival } from './data-export.tsx'
import { ImportFiles } from './data-import.tsx'
import { CheckReceipt } from './data-receipt.tsx'
import { Logs } from './data-logs.tsx'
import { StoredPictures } from './data-pictures.tsx'
import { ExportProgramme } from './exchange-export.tsx'
import { ImportProgramme } from './exchange-import.tsx'
import { ExportInventory } from './exchange-inventory.tsx'
import { ExportWebSite } from './exchange-website.tsx'
import { Stored } from './data-stored.tsx'

export function Data({ node }: { node: NodeState }): JSX.Element {
  return (
    <>
      <ExportFestival festivals={sharedFestivals(node)} />
      <ImportFiles festivals={allFestivals(node)} persona={node.persona} />
      <ExportProgramme festivals={allFestivals(node)} />
      <ExportInventory festivals={allFestivals(node)} />
      <ExportWebSite festivals={allFestivals(node)} />
      <ImportProgramme festivals={allFestivals(node)} />
      <CheckReceipt />
      <Stored festivals={allFestivals(node)} />
      <StoredPictures />
      <Logs festivals={allFestivals(node)} mine={node.mine} />
    </>
  )
}
