// The 136 bytes that a leaf is the hash of, and what opens what they commit to.
import { equal, fromBase64, hex, joined, sha256, utf8, type Bytes } from './bytes'

export interface Entry {
  readonly version: number
  /** Microseconds since the beginning of 1970, UTC. */
  readonly recordedAtUs: bigint
  /** A UUID. */
  readonly event: string
  readonly envelope: Bytes
  readonly payload: Bytes
}

const BYTES = 136
const MAGIC = 'NTL1'
const KINDS = 6

/** All numbers big-endian; null for bytes that nobody writes. */
export function readEntry(bytes: Bytes): Entry | null {
  if (bytes.length !== BYTES || !equal(bytes.slice(0, 4), utf8(MAGIC))) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const kind = view.getUint8(4)
  if (kind < 1 || kind > KINDS || view.getUint8(5) !== 0 || view.getUint16(6) !== 0) return null
  return {
    version: Number(view.getBigUint64(8)),
    recordedAtUs: view.getBigUint64(16),
    event: hex(bytes.slice(24, 40)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    envelope: bytes.slice(72, 104),
    payload: bytes.slice(104, 136),
  }
}

/** 2019-05-20T14:30:00.123456Z; what is finer than a microsecond is no moment of an entry. */
export function microseconds(moment: string): bigint | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(moment)
  if (!parts) return null
  return BigInt(Date.parse(`${parts[1]}Z`)) * 1000n + BigInt((parts[2] ?? '').padEnd(6, '0'))
}

export type Part = 'envelope' | 'payload'

const LABELS: Readonly<Record<Part, string>> = { envelope: 'ntl/env/v1\0', payload: 'ntl/pay/v1\0' }
const NONCE_BYTES = 32

/** Whether these bytes, in canonical form, are what the entry committed to. */
export async function opens(entry: Entry, part: Part, nonce: string, content: string): Promise<boolean> {
  const random = fromBase64(nonce)
  if (random?.length !== NONCE_BYTES) return false
  const bytes = utf8(content)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  return equal(await sha256(joined(utf8(LABELS[part]), random, length, bytes)), entry[part])
}
