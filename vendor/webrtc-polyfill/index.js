// Browsers bring their own WebRTC; this keeps the native Node build (a C++ download) out of the tree.
export const { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate } = globalThis
export default globalThis
