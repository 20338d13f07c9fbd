// Puts background together (DESIGN 3.1, 3.3): everything is made at once and without waiting, so that listeners can be
// registered in the first turn of the worker; `boot` then catches up with what earlier workers left undone.

import { tidyBlobs } from '../src/adapters/dexie/blob-rows.ts'
import { forgetLeft } from '../src/adapters/dexie/leave-rows.ts'
import { projectAll } from '../src/adapters/dexie/projector.ts'
import { readMemberships } from '../src/adapters/dexie/queries.ts'
import { withAncestors, withDescendants } from '../src/adapters/dexie/read-nested.ts'
import type { FestivalId } from '../src/operations/ids.ts'
import type { PageSender } from '../messages/sender.ts'
import { finishSigned } from './approval-decisions.ts'
import { Approvals } from './approvals.ts'
import { updateBadge } from './badge.ts'
import { takeCare } from './caretaker.ts'
import { Commands } from './commands.ts'
import { approvalCommand } from './deciding.ts'
import { DemoActor, isDemoAlarm } from './demo-festival/actor.ts'
import { forgetOldCommands } from './old-commands.ts'
import type { Context } from './context.ts'
import { PersonaFinder } from './found-personas.ts'
import { HeldAnswers, isHeldAnswersAlarm } from './held-answers.ts'
import { JustApproved } from './just-approved.ts'
import { Network, type NetworkHost } from './network.ts'
import { stopLeftLogs } from './own-logs.ts'
import { finishRestore } from './restore.ts'
import { Notices, isNoticesAlarm } from './notices.ts'
import { PageApi } from './page-api.ts'
import { PageEvents } from './page-events.ts'
import { APPROVAL_WINDOW } from '../messages/approval-window.ts'
import { PopupWindow } from './popup-window.ts'
import type { PageContext } from './page-call.ts'
import { runQuery, type PageQuery } from './page-query.ts'
import { isPermissionEndsAlarm, watchPermissionEnds } from './permission-ends.ts'
import { permissionOf } from './permissions.ts'
import { finishRetirements } from './retirement.ts'
import { runPolicies } from './policies.ts'
import { festivalOfAlarm } from './policy-notes.ts'
import { Reactor } from './reactor.ts'
import { missing } from './scopes.ts'
import { keepSiblings } from './siblings.ts'
import { isLockAlarm } from './wallet-lock.ts'
import { sitePersona } from './site-persona.ts'
import { SubscribedTabs } from './subscribed-tabs.ts'
import { Subscriptions } from './subscriptions.ts'

export interface Background {
  commands: Commands
  pages: PageApi
  network: Network
  approvals: Approvals
  /** What a new worker does first: finishes what the last one began, then looks at everything once. */
  boot(): Promise<void>
  /** An alarm rang: something is due though nothing arrived. */
  wake(alarm: string): void
  /** A notification was clicked. */
  noticeClicked(notification: string): void
  notices: Notices
  /** Resolves when nothing is left to react to. */
  settled(): Promise<void>
}

/** Everything that comes from outside; `makeHost` gets the function to call with messages of the network half. */
export type Outside = Omit<Context, 'network' | 'changed'> & {
  makeHost: (receive: Network['receive']) => NetworkHost
}

export function composeBackground(outside: Outside): Background {
  const { api, db, clock, locks, wallet } = outside
  const everything = async (): Promise<void> => changed((await readMemberships(db)).map(({ festival }) => festival))
  const changed = (festivals: readonly FestivalId[]): void => reactor.changed(festivals)
  const host = outside.makeHost((message) => network.receive(message))
  const network: Network = new Network({
    db,
    clock,
    alarms: api.alarms,
    host,
    changed,
    delivered: () => void events.refresh([]),
    goesOnline: () => notices.begin(),
  })
  const justApproved = new JustApproved()
  const approvals = new Approvals({
    db,
    clock,
    locks,
    alarms: api.alarms,
    isWritten: async (id) => (await outside.store.commandResult(approvalCommand({ id }))) !== undefined,
    changed: () => changed([]),
    approved: (site) => justApproved.note(site, clock.now()),
  })
  const approvalWindow = new PopupWindow(api, locks, APPROVAL_WINDOW)
  const viewWindow = new PopupWindow(api, locks, 'view-window')
  const own: Context = { ...outside, network, changed }
  const heldAnswers = new HeldAnswers(own)
  const notices = new Notices(own)
  const demo = new DemoActor(own)
  const context: PageContext = {
    ...own,
    approvals,
    showApprovals: () => void approvalWindow.show('approval'),
    followsYes: (site) => justApproved.take(site, clock.now()),
    showView: (hash) => viewWindow.showNow(hash),
    permissionChanged: () => {
      void Promise.all([events.refresh([]), subscriptions.refresh()])
      void watchPermissionEnds(own)
      void everything()
    },
  }
  const tabs = new SubscribedTabs(api)
  const events = new PageEvents({ db, clock, tabs })
  const valueOf = async (page: PageSender, query: PageQuery): ReturnType<typeof runQuery> => {
    const persona = await sitePersona(context, page, query.festival)
    const row = persona === undefined ? undefined : await permissionOf(db, page, persona, clock.now())
    if (persona === undefined || row === undefined || missing(row.scopes, [`read:${query.festival}`]).length > 0) return
    return runQuery(db, query, { persona, scopes: row.scopes, now: clock.now() })
  }
  const subscriptions = new Subscriptions(tabs, valueOf, () => events.tabs())
  const pages: PageApi = new PageApi(context, subscriptions, events)
  const finder = new PersonaFinder(context)
  const reactor: Reactor = new Reactor(async (festivals) => {
    await stopLeftLogs(context, festivals)
    // In a round of its own would be too late: what is granted here is taken for everything below.
    await heldAnswers.settle()
    await finder.look(festivals).catch(() => undefined)
    await finishRetirements(context).catch(() => undefined)
    // First what frees something, then who gets it.
    await takeCare(context, festivals)
    await tidyBlobs(db, clock.now())
    const [inside, around] = [await withDescendants(db, festivals), await withAncestors(db, festivals)]
    await Promise.all([answerByPolicy(context, around), updateBadge(context), subscriptions.refresh(inside)])
    await demo.act().catch(() => undefined)
    await events.refresh(inside)
    notices.soon()
  })
  return {
    commands: new Commands({ ...context, heldAnswers, notices }),
    pages,
    network,
    approvals,
    wake: (alarm) => {
      const festival = festivalOfAlarm(alarm)
      if (festival !== undefined) changed([festival])
      void approvals.expire()
      if (isHeldAnswersAlarm(alarm) || isDemoAlarm(alarm)) changed([])
      if (isNoticesAlarm(alarm)) void notices.look()
      if (isPermissionEndsAlarm(alarm)) context.permissionChanged()
      if (isLockAlarm(alarm)) void wallet.lock.wake().then(() => changed([]))
    },
    noticeClicked: (notification) => {
      void api.notifications.clear(notification)
      void notices.viewOf(notification).then((view) => viewWindow.showNow(view))
    },
    notices,
    settled: () => reactor.settled(),
    boot: async () => {
      const steps = [
        () => wallet.repair(),
        () => finishRestore(context),
        () => projectAll(db),
        () => finishSigned(context),
        () => approvals.expire(),
        () => forgetOldCommands(db, clock.now()),
        () => forgetLeft(db),
        () => network.refresh(),
        () => subscriptions.wake(),
        () => watchPermissionEnds(own),
        everything,
      ]
      // One that fails must not keep the others from running; it is tried again by the next worker.
      for (const step of steps) await Promise.resolve(step()).catch(() => undefined)
      await reactor.settled()
    },
  }
}

/** One festival after the other: what was granted in one holds its siblings before the next one decides. */
async function answerByPolicy(context: Context, festivals: readonly FestivalId[]): Promise<void> {
  for (const festival of festivals) {
    await keepSiblings(context, festivals).catch(() => undefined)
    await runPolicies(context, [festival])
  }
}
