// A receipt held against a line of the log: that the line's entry is in the tree that was signed, and, where the
// content came along, that this content is what was recorded. Whose signature that is heads.ts tells.
import type { Schemas } from '../api/client'
import { fromBase64, hashFrom, hex, toBase64, type Bytes } from './bytes'
import { canonical, memberOf, readMarked, type Marked } from './canonical'
import { microseconds, opens, readEntry, type Entry, type Part } from './entry'
import { isIncluded, leafHash } from './merkle'
import { parseCheckpoint, parseNote } from './note'

/** What the page says of an event, to be held against what the log committed to. */
export interface Claim {
  readonly position: number
  readonly index: number
  readonly id: string
  readonly version: number
  readonly recordedAt: string
}

export interface Included {
  readonly kind: 'included'
  readonly leaf: string
  readonly siblings: number
  readonly root: string
  readonly size: number
  /** The signed note, whose signature is still to be verified. */
  readonly checkpoint: string
  /** Null where it was not asked for. */
  readonly content: 'as recorded' | 'erased' | null
}

export type Checked = Included | { readonly kind: 'mismatch'; readonly what: string }

export async function checkReceipt(text: string, claim: Claim): Promise<Checked> {
  const receipt = parsed(text)
  const note = receipt && parseNote(receipt.checkpoint)
  const head = note && parseCheckpoint(note.text)
  const bytes = receipt && fromBase64(receipt.entry)
  const entry = bytes && readEntry(bytes)
  const proof = (receipt?.proof ?? []).map(hashFrom)
  if (!receipt || !head || !bytes || !entry || proof.includes(null)) return mismatch('The receipt cannot be read.')
  const wrong = contradiction(receipt, entry, claim)
  if (wrong) return mismatch(wrong)
  const leaf = await leafHash(bytes)
  if (!await isIncluded(receipt.index, head.size, leaf, proof as Bytes[], head.root)) {
    return mismatch('The proof does not lead from the entry to the root of the signed head.')
  }
  const content = await checkContent(text, receipt, entry)
  if (content !== null && content !== 'as recorded' && content !== 'erased') return mismatch(content.what)
  return {
    kind: 'included', leaf: hex(leaf), siblings: proof.length, root: toBase64(head.root), size: head.size,
    checkpoint: receipt.checkpoint, content,
  }
}

function parsed(text: string): Schemas['ReceiptView'] | null {
  try {
    return JSON.parse(text) as Schemas['ReceiptView']
  } catch {
    return null
  }
}

/** What the entry says differently from what the page shows; null where they agree. */
function contradiction(receipt: Schemas['ReceiptView'], entry: Entry, claim: Claim): string | null {
  if (receipt.position !== claim.position || receipt.index !== claim.index) return 'The receipt is of another place.'
  if (entry.event !== claim.id) return 'The log has another event at this place.'
  if (entry.version !== claim.version) return `The log has this event as version ${entry.version}.`
  if (entry.recordedAtUs !== microseconds(claim.recordedAt)) return 'The log has another time for this event.'
  return null
}

/** Null where nothing of it was asked for. */
async function checkContent(
  text: string, receipt: Schemas['ReceiptView'], entry: Entry,
): Promise<'as recorded' | 'erased' | { what: string } | null> {
  const { opening } = receipt
  if (!opening) return null
  if (opening.erased) return 'erased'
  const marked = memberOf(readMarked(text), 'opening')
  for (const part of ['envelope', 'payload'] as const) {
    const content = memberOf(marked, part)
    if (content === undefined) return null
    const nonce = opening[`${part}Nonce`] ?? ''
    if (!await opens(entry, part, nonce, canonical(content))) return { what: WHAT[part] }
  }
  const recordedAt = memberOf(memberOf(marked, 'envelope'), 'recordedAtUs')
  return spelled(recordedAt) === String(entry.recordedAtUs) ? 'as recorded' : { what: WHAT.envelope }
}

const WHAT: Readonly<Record<Part, string>> = {
  envelope: 'Who, when and why are not as they were recorded.',
  payload: 'The content is not what was recorded.',
}

function spelled(value: Marked | undefined): string {
  return value === undefined ? '' : canonical(value)
}

function mismatch(what: string): Checked {
  return { kind: 'mismatch', what }
}
