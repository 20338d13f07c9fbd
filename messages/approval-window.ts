/**
 * The lock that whoever opens, focuses or closes the window of questions holds, and its name in `storage.session`: so that
 * nothing is shown in a window that is just closing.
 */
export const APPROVAL_WINDOW = 'approval-window'
