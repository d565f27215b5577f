import { WebSocketServer } from 'ws';

export type { RawData, WebSocket } from 'ws';

/** Takes WebSockets in. The package can also open them elsewhere, so that it is imported here alone. */
export function socketServer({ messageBytes }: { messageBytes: number }): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload: messageBytes,
    // What is packed can be far larger than what is counted at the door.
    perMessageDeflate: false,
  });
}
