// What a handler of a panel command is: the shape of its parameters and the function that runs it.

import * as v from 'valibot'
import { parseEntryHash } from '../../src/operations/ids.ts'
import type { PanelCommand, PanelParams, PanelResponse } from '../../messages/panel.ts'
import type { DecisionPorts } from '../deciding.ts'
import type { HeldAnswers } from '../held-answers.ts'
import type { Notices } from '../notices.ts'

/** What handlers work with. */
export interface HandlerContext extends DecisionPorts {
  heldAnswers: HeldAnswers
  notices: Notices
}

export interface PlainHandler<Name extends PanelCommand> {
  readonly params: v.GenericSchema<unknown, PanelParams<Name>>
  readonly secret?: never
  /** `id` is the same for every retry of the command; own appends carry it. */
  readonly run: (params: PanelParams<Name>, context: HandlerContext, id: string) => Promise<PanelResponse<Name>>
}

/**
 * Of a command that carries or gives a password, words or a key. It gets no id, so it can store nothing under one: what it
 * was asked and what it answered is in memory while it runs and nowhere else. Run again by a retry, it must come to the same.
 */
export interface SecretHandler<Name extends PanelCommand> {
  readonly params: v.GenericSchema<unknown, PanelParams<Name>>
  readonly secret: true
  readonly run: (params: PanelParams<Name>, context: HandlerContext) => Promise<PanelResponse<Name>>
}

export type Handler<Name extends PanelCommand> = PlainHandler<Name> | SecretHandler<Name>

/** A handler for every command; the compiler asks for each. */
export type Handlers<Names extends PanelCommand = PanelCommand> = { readonly [Name in Names]: Handler<Name> }

/**
 * Parameters that are mostly the fields of an operation. Only `named` (ids, each an entry hash) is checked here: the
 * operation's own encoder checks every other field and refuses those that it does not know.
 */
export function fields<Params extends object>(...named: (keyof Params & string)[]): v.GenericSchema<unknown, Params> {
  return v.custom<Params>((value) => {
    if (typeof value !== 'object' || value === null) return false
    const given = new Map<string, unknown>(Object.entries(value))
    return named.every((name) => parseEntryHash(given.get(name)) !== undefined)
  })
}
