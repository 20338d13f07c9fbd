// An invite that a site handed over, read again from its text: what it says is signed by whoever invites.
import { useEffect, useState } from 'preact/hooks'
import { decodeInvite, type Invite } from '../src/festival/invite.ts'

/** The invite in the parameters of an approval, whatever was stored. */
export function readInvite(params: unknown): string | undefined {
  const invite: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'invite') : undefined
  return typeof invite === 'string' ? invite : undefined
}

/** Undefined until it was read, and when it is none. */
export function useInvite(text: string | undefined): Invite | undefined {
  const [invite, setInvite] = useState<Invite | undefined>(undefined)
  useEffect(() => {
    let isOver = false
    setInvite(undefined)
    if (text === undefined) return undefined
    const read = async (): Promise<void> => {
      const decoded = await decodeInvite(text)
      if (decoded.ok && !isOver) setInvite(decoded.value)
    }
    void read()
    return () => {
      isOver = true
    }
  }, [text])
  return invite
}
