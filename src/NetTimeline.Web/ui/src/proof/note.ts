// Signed notes and checkpoints of C2SP, with the one kind of key that our logs sign by: ECDSA on P-256.
import { cryptography, equal, fromBase64, hashFrom, hex, joined, sha256, utf8, type Bytes } from './bytes'

export interface Signature {
  readonly name: string
  /** Four bytes that find the key together with its name, and prove nothing. */
  readonly keyId: Bytes
  readonly bytes: Bytes
}

export interface Note {
  /** Ends with a newline, which is signed; the blank line behind it is not. */
  readonly text: string
  readonly signatures: readonly Signature[]
}

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Bytes
}

export interface LogKey {
  readonly name: string
  readonly id: Bytes
  /** SubjectPublicKeyInfo. */
  readonly spki: Bytes
  /** As it stands in policies. */
  readonly text: string
}

const DASH = '\u2014 '
const ECDSA = 2
// Up to the point itself, which is not compressed: id-ecPublicKey, prime256v1.
const SPKI_HEAD = '3059301306072a8648ce3d020106082a8648ce3d03010703420004'
const SPKI_BYTES = 91

/** Null for what is no note. */
export function parseNote(note: string): Note | null {
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n') || blank + 2 === note.length || hasControls(note)) return null
  const signatures = note.slice(blank + 2, -1).split('\n').map(parseSignature)
  return signatures.every((each) => each !== null) ? { text: note.slice(0, blank + 1), signatures } : null
}

function hasControls(note: string): boolean {
  return [...note].some((character) => character < ' ' && character !== '\n')
}

function parseSignature(line: string): Signature | null {
  if (!line.startsWith(DASH)) return null
  const [name, encoded, more] = line.slice(DASH.length).split(' ')
  const bytes = encoded ? fromBase64(encoded) : null
  if (!name || !isName(name) || !bytes || bytes.length <= 4 || more !== undefined) return null
  return { name, keyId: bytes.slice(0, 4), bytes: bytes.slice(4) }
}

/** Null for what is none: another spelling of the size, a root of another length, too few lines or an empty one. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split('\n')
  const [origin, size, root] = lines
  if (lines.length < 4 || lines.pop() !== '' || lines.some((line) => line === '')) return null
  const count = Number(size)
  const hash = hashFrom(root ?? '')
  if (!Number.isSafeInteger(count) || count < 0 || String(count) !== size || !hash) return null
  return { origin: origin!, size: count, root: hash }
}

/** Null for a key of another kind, or whose id is not its own. */
export async function parseKey(text: string): Promise<LogKey | null> {
  const [name, id, ...encoded] = text.split('+')
  const bytes = fromBase64(encoded.join('+'))
  if (!name || !isName(name) || !id || !bytes || bytes[0] !== ECDSA) return null
  const spki = bytes.slice(1)
  if (spki.length !== SPKI_BYTES || !hex(spki).startsWith(SPKI_HEAD)) return null
  const own = (await sha256(spki)).slice(0, 4)
  return hex(own) === id ? { name, id: own, spki, text } : null
}

/** The lines of `keys`: first size, first size not signed, key. Those of other kinds are passed over. */
export async function parseKeys(lines: string): Promise<LogKey[]> {
  const keys = await Promise.all(lines.split('\n').map((line) => parseKey(line.split(' ')[2] ?? '')))
  return keys.filter((key) => key !== null)
}

/** Neither empty nor with white space or a plus. */
function isName(name: string): boolean {
  return /^[^\s+]+$/u.test(name)
}

export type Signed = 'signed' | 'forged' | 'by-nobody-known'

/** One signature of a key that is known and fails refutes the note, whatever else is there. */
export async function verifyNote(note: Note, keys: readonly LogKey[]): Promise<Signed> {
  const text = utf8(note.text)
  let found: Signed = 'by-nobody-known'
  for (const signature of note.signatures) {
    const known = keys.filter((key) => key.name === signature.name && equal(key.id, signature.keyId))
    if (known.length === 0) continue
    const holds = await Promise.all(known.map((key) => verifies(key, text, signature.bytes)))
    if (!holds.includes(true)) return 'forged'
    found = 'signed'
  }
  return found
}

async function verifies(key: LogKey, text: Bytes, der: Bytes): Promise<boolean> {
  const raw = rawOf(der)
  if (!raw) return false
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  try {
    const imported = await cryptography()!.importKey('spki', key.spki, algorithm, false, ['verify'])
    return await cryptography()!.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, raw, text)
  } catch {
    // Bytes in the form of a key that are no point of the curve.
    return false
  }
}

/** Notes have signatures in DER, a sequence of two integers; browsers take both at full length, one by the other. */
export function rawOf(der: Bytes): Bytes | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null
  const first = integerAt(der, 2)
  const second = first ? integerAt(der, first.end) : null
  return first && second && second.end === der.length ? joined(first.padded, second.padded) : null
}

const NUMBER_BYTES = 32

/** Only as short as it can be, and not negative: DER has one spelling. */
function integerAt(der: Bytes, at: number): { padded: Bytes; end: number } | null {
  const [tag, length = 0] = der.slice(at, at + 2)
  const end = at + 2 + length
  const digits = der.slice(at + 2, end)
  const [first = 0, second = 0] = digits
  if (tag !== 0x02 || length === 0 || end > der.length || first > 127) return null
  if (first === 0 && length > 1 && second <= 127) return null
  const number = first === 0 ? digits.slice(1) : digits
  if (number.length > NUMBER_BYTES) return null
  const padded = new Uint8Array(NUMBER_BYTES)
  padded.set(number, NUMBER_BYTES - number.length)
  return { padded, end }
}
