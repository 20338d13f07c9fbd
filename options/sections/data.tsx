// Everything that is mine, as files: save a festival, open somebody's file, and see what is stored here.
import type { JSX } from 'preact'
import type { NodeState } from '../../ui/use-node.ts'
import { ExportFestival } from './data-export.tsx'
import { ImportFiles } from './data-import.tsx'
import { CheckReceipt } from './data-receipt.tsx'
import { Logs } from './data-logs.tsx'
import { StoredPictures } from './data-pictures.tsx'
import { ExportProgramme } from './exchange-export.tsx'
import { ImportProgramme } from './exchange-import.tsx'
import { Stored } from './data-stored.tsx'

export function Data({ node }: { node: NodeState }): JSX.Element {
  return (
    <>
      <ExportFestival festivals={node.festivals} />
      <ImportFiles festivals={node.festivals} persona={node.persona} />
      <ExportProgramme festivals={node.festivals} />
      <ImportProgramme festivals={node.festivals} />
      <CheckReceipt />
      <Stored festivals={node.festivals} />
      <StoredPictures />
      <Logs festivals={node.festivals} mine={node.mine} />
    </>
  )
}
