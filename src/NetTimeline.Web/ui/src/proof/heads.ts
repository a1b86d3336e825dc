// A signed head held against those that this browser saw before: whoever rewrites a log contradicts one of them.
import type { Outcome, Schemas } from '../api/client'
import { hashFrom, toBase64, type Bytes } from './bytes'
import { isConsistent } from './merkle'
import { parseCheckpoint, parseKey, parseKeys, parseNote, verifyNote, type Checkpoint, type LogKey } from './note'

export interface Head {
  readonly size: number
  /** In base64. */
  readonly root: string
  /** When this browser saw it first, by its own clock. */
  readonly seenAt: string
}

/** What a browser remembers of the log at an address. */
export interface Memory {
  readonly origin: string
  /** Taken from the server at the first visit, and held fast: another key for the same log is noticed. */
  readonly key: string
  /** By size; the newest, and fewer the older they are. */
  readonly heads: readonly Head[]
}

export type Seen =
  | { readonly kind: 'verified'; readonly memory: Memory; readonly head: Head; readonly since: Head | null }
  /** The log stands under another name that says it goes on from the one that was seen. */
  | { readonly kind: 'anew'; readonly before: Memory; readonly memory: Memory; readonly head: Head }
  | { readonly kind: 'mismatch'; readonly what: string; readonly first: Span | null }
  /** Nothing is wrong, and something to be sure is not there. */
  | { readonly kind: 'unchecked'; readonly why: string }

/** The first bad leaf is one of these, both ends included; counted from 1, as positions are. */
export interface Span {
  readonly from: number
  readonly to: number
}

export type Prove = (from: number, to: number) => Promise<Outcome<Schemas['ConsistencyView']>>

/** Throws nothing away: of a memory that it contradicts the head says so, and the memory stays. */
export async function see(
  note: string, keys: string, memory: Memory | null, prove: Prove, now: string,
): Promise<Seen> {
  const parsed = parseNote(note)
  const head = parsed && parseCheckpoint(parsed.text)
  if (!head) return mismatch('What the server gives out as its signed head is none.')
  const isKnown = memory?.origin === head.origin
  const key = isKnown ? await parseKey(memory.key) : await keyOf(head.origin, keys)
  if (!key) return unchecked('The server gives out no key for its log that this browser can verify by.')
  switch (await verifyNote(parsed, [key])) {
    case 'forged': return mismatch('The signature of the head is not by the key of the log.')
    case 'by-nobody-known': return mismatch(isKnown
      ? 'The head is not signed by the key that the log had when this browser saw it first.'
      : 'The head is not signed by the key that the server gives out for its log.')
  }
  const seen: Head = { size: head.size, root: toBase64(head.root), seenAt: now }
  if (!memory) return first(head, key, seen)
  if (!isKnown) return other(memory, head, key, seen)
  return held(memory, head, seen, prove)
}

function first(head: Checkpoint, key: LogKey, seen: Head): Seen {
  return { kind: 'verified', memory: remembered(head.origin, key, seen), head: seen, since: null }
}

function remembered(origin: string, key: LogKey, head: Head): Memory {
  return { origin, key: key.text, heads: [head] }
}

/** A log that had to begin anew is called as before, with `/e` and a number. */
function other(memory: Memory, head: Checkpoint, key: LogKey, seen: Head): Seen {
  const [name, epoch] = named(head.origin)
  const [nameBefore, epochBefore] = named(memory.origin)
  if (name === nameBefore && epoch > epochBefore) {
    return { kind: 'anew', before: memory, memory: remembered(head.origin, key, seen), head: seen }
  }
  return mismatch(`This is another log: ${head.origin}. At this address this browser saw ${memory.origin}.`)
}

function named(origin: string): [string, number] {
  const parts = /^(.*)\/e([1-9]\d*)$/.exec(origin)
  return parts ? [parts[1]!, Number(parts[2])] : [origin, 0]
}

async function held(memory: Memory, head: Checkpoint, seen: Head, prove: Prove): Promise<Seen> {
  const newest = memory.heads.at(-1)!
  const verdict = await compare(head.origin, newest, seen, prove)
  if (verdict === 'same') {
    const larger = head.size > newest.size
    const heads = larger ? thinned([...memory.heads, seen]) : memory.heads
    return { kind: 'verified', memory: { ...memory, heads }, head: larger ? seen : newest, since: newest }
  }
  if (verdict === 'unproven') return unchecked('The server did not prove that its log goes on from what was seen.')
  const span = await firstBad(memory, seen, prove)
  return mismatch(verdict === 'shorter'
    ? `The log has ${head.size} signed leaves; this browser saw ${newest.size}.`
    : `The log does not begin any more with the ${newest.size} leaves that this browser saw.`, span)
}

type Compared = 'same' | 'other' | 'shorter' | 'unproven'

/** Whether the smaller of two heads is how the larger one begins. */
async function compare(origin: string, one: Head, other: Head, prove: Prove): Promise<Compared> {
  const [earlier, later] = one.size <= other.size ? [one, other] : [other, one]
  if (earlier.size === 0) return 'same'
  if (earlier.size === later.size) return earlier.root === later.root ? 'same' : 'other'
  const answer = await prove(earlier.size, later.size)
  // Nothing so large is signed: no wonder where the new head is the larger one and another server answers.
  if (answer.kind === 'problem' && answer.problem.status === 409 && other.size < one.size) return 'shorter'
  if (answer.kind !== 'answered' || answer.body.origin !== origin) return 'unproven'
  const hashes = (answer.body.proof ?? []).map(hashFrom)
  const [from, to] = [hashFrom(earlier.root), hashFrom(later.root)]
  const all = hashes.filter((hash): hash is Bytes => hash !== null)
  if (!from || !to || all.length < hashes.length) return 'other'
  return await isConsistent(earlier.size, later.size, from, to, all) ? 'same' : 'other'
}

/** Behind the largest head that still stands, and up to the first that does not. */
async function firstBad({ origin, heads }: Memory, now: Head, prove: Prove): Promise<Span> {
  let to = Math.max(heads.at(-1)!.size, 1)
  for (const head of heads.toReversed()) {
    const stands = head.size <= now.size && await compare(origin, head, now, prove) === 'same'
    if (stands) return { from: head.size + 1, to }
    to = Math.max(head.size, 1)
  }
  return { from: 1, to }
}

const HEADS_MAX = 16

/** The older, the farther apart: of three in a row that lie closest for their age the middle one goes. */
export function thinned(heads: readonly Head[]): readonly Head[] {
  if (heads.length <= HEADS_MAX) return heads
  const newest = heads.at(-1)!.size
  let [out, closest] = [1, Infinity]
  for (let at = 1; at < heads.length - 1; at++) {
    const gap = (heads[at + 1]!.size - heads[at - 1]!.size) / (newest - heads[at - 1]!.size)
    if (gap < closest) [out, closest] = [at, gap]
  }
  return thinned(heads.toSpliced(out, 1))
}

async function keyOf(origin: string, keys: string): Promise<LogKey | null> {
  return (await parseKeys(keys)).find((key) => key.name === origin) ?? null
}

function mismatch(what: string, span: Span | null = null): Seen {
  return { kind: 'mismatch', what, first: span }
}

function unchecked(why: string): Seen {
  return { kind: 'unchecked', why }
}
