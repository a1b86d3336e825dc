// Bytes and their spellings. What is hashed or signed as text has one spelling; the others are refused.
export type Bytes = Uint8Array<ArrayBuffer>

export const HASH_BYTES = 32

/** Null where the browser computes no hashes: a page that came over plain http from another machine. */
export function cryptography(): SubtleCrypto | null {
  return (globalThis.crypto as Crypto | undefined)?.subtle ?? null
}

/** @throws where there is no cryptography; ask before. */
export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await cryptography()!.digest('SHA-256', joined(...parts)))
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** With padding and without white space, the bits behind the last byte being zero; anything else is null. */
export function fromBase64(text: string): Bytes | null {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return toBase64(bytes) === text ? bytes : null
  } catch {
    return null
  }
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

/** Null where it is no hash: of another length, or in another spelling. */
export function hashFrom(base64: string): Bytes | null {
  const bytes = fromBase64(base64)
  return bytes?.length === HASH_BYTES ? bytes : null
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

export function utf8(text: string): Bytes {
  return Uint8Array.from(new TextEncoder().encode(text))
}
