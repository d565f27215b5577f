/** A key that nobody else makes. `crypto.randomUUID` is there on safe origins alone, and a plain http address in a LAN is none. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
