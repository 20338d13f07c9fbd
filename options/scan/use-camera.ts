// The camera of this device, as long as somebody wants to scan: looked through several times a second until there is a code.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Ref } from 'preact'

/** none: no camera here · refused: not allowed · busy: it does not start. */
export type CameraFault = 'none' | 'refused' | 'busy'

const LOOK_EVERY_MS = 150

/** Runs from the first rendering until the component goes, or a code was found. */
export function useCamera(onFound: (text: string) => void): {
  video: Ref<HTMLVideoElement>
  fault: CameraFault | undefined
} {
  const video = useRef<HTMLVideoElement>(null)
  const [fault, setFault] = useState<CameraFault | undefined>(undefined)
  const found = useRef(onFound)
  found.current = onFound
  useEffect(() => {
    const stop = new AbortController()
    const open = async (): Promise<void> => {
      const opened = await openCamera(stop.signal)
      if (stop.signal.aborted) return
      if (typeof opened === 'string') setFault(opened)
      else if (video.current !== null) look(video.current, opened, stop.signal, (text) => found.current(text))
    }
    void open()
    return () => stop.abort()
  }, [])
  return { video, fault }
}

/** The stream ends with the signal, also when it comes after it. */
async function openCamera(signal: AbortSignal): Promise<MediaStream | CameraFault> {
  // Absent where pages may not use cameras at all.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (devices === undefined) return 'none'
  try {
    const stream = await devices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
    const end = (): void => stream.getTracks().forEach((track) => track.stop())
    if (signal.aborted) end()
    signal.addEventListener('abort', end)
    return stream
  } catch (error) {
    return faultOf(error)
  }
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'busy'
}

function look(
  video: HTMLVideoElement,
  stream: MediaStream,
  signal: AbortSignal,
  onFound: (text: string) => void,
): void {
  video.srcObject = stream
  void video.play().catch(() => undefined)
  let readFrame: typeof import('./read-code.ts').readFrame | undefined
  void import('./read-code.ts').then((reader) => (readFrame = reader.readFrame))
  const timer = setInterval(() => {
    if (video.videoWidth === 0 || readFrame === undefined) return
    const text = readFrame(video, video.videoWidth, video.videoHeight)
    if (text === undefined) return
    clearInterval(timer)
    onFound(text)
  }, LOOK_EVERY_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}
