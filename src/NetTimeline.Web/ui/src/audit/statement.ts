// What an act made a statement say, member by member, from the places that it changed; pure.
import type { Schemas } from '../api/client'
import type { Line } from './words'

type Change = Schemas['StatementChangeView']

export interface Side {
  /** From the statement down: `source › locator`. */
  readonly member: string
  /** Null where nothing was said there. */
  readonly before: string | null
  readonly after: string | null
}

export interface Spoken {
  /** The entry; null for the patient. */
  readonly of: string | null
  /** All of it was stated, or withdrawn; otherwise single places were changed. */
  readonly does: 'stated' | 'withdrawn' | 'changed'
  readonly sides: readonly Side[]
}

/** Each entry that the act is about, in the order of the log. */
export function spokenBy(line: Line): Spoken[] {
  const groups = new Map<string, Change[]>()
  for (const change of line.changed) {
    const key = change.of ?? ''
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups].map(([of, changes]) => ({
    of: of || null, does: doneBy(changes), sides: changes.flatMap(sidesOf),
  }))
}

function doneBy(changes: readonly Change[]): Spoken['does'] {
  const whole = changes.find((change) => change.pointer === '')
  if (!whole) return 'changed'
  return whole.after === undefined ? 'withdrawn' : 'stated'
}

function sidesOf(change: Change): Side[] {
  const before = leaves(change.before, segments(change.pointer))
  const after = leaves(change.after, segments(change.pointer))
  const members = new Set([...before.keys(), ...after.keys()])
  return [...members].map((member) => ({
    member, before: before.get(member) ?? null, after: after.get(member) ?? null,
  }))
}

/** What a statement says, each member once; lists of plain values in one line. */
export function leaves(value: unknown, path: readonly string[] = []): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (value: unknown, path: readonly string[]): void => {
    const inner = innerOf(value)
    if (inner) for (const [name, each] of inner) visit(each, [...path, name])
    else if (value !== undefined) found.set(path.join(' › ') || 'value', plain(value))
  }
  visit(value, path)
  return found
}

function innerOf(value: unknown): [string, unknown][] | null {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return Object.keys(value).length > 0 ? Object.entries(value) : null
  return value.some((each) => typeof each === 'object') ? value.map((each, at) => [String(at + 1), each]) : null
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join(', ') : 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A JSON Pointer's names; places in a list are counted from 1, as a reader does. */
function segments(pointer: string): string[] {
  return names(pointer).map((name) => (/^\d+$/.test(name) ? String(Number(name) + 1) : name))
}

function names(pointer: string): string[] {
  return pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/**
 * What an entry said before an act, from all acts about it, whatever their order; null where nothing was said yet or
 * something before cannot be read.
 */
export function saidBefore(acts: readonly Line[], key: string, position: number): unknown {
  let said: unknown = null
  for (const act of acts.filter((each) => each.position < position).sort((a, b) => a.position - b.position)) {
    if (act.unreadable) return null
    for (const change of act.changed) if (change.of === key && isOwn(act, key)) said = applied(said, change)
  }
  return said
}

/** What replaces an attribution is held against it, and leaves it as it was. */
function isOwn(act: Line, key: string): boolean {
  return act.type !== 'lesion_reattributed' || act.key === key
}

function applied(said: unknown, change: Change): unknown {
  if (change.pointer === '') return change.after ?? null
  const copy: unknown = structuredClone(said)
  const path = names(change.pointer)
  const last = path.pop()!
  let place = copy as Record<string, unknown> | undefined
  for (const name of path) place = place?.[name] as Record<string, unknown> | undefined
  if (typeof place !== 'object' || place === null) return said
  if (change.after === undefined) delete place[last]
  else place[last] = change.after
  return copy
}

/** Members of what was said before that no side speaks of. */
export function unchanged(said: unknown, sides: readonly Side[]): [string, string][] {
  const spoken = new Set(sides.map((side) => side.member))
  const isWithin = (member: string, other: string): boolean => member.startsWith(`${other} › `)
  return [...leaves(said)].filter(([member]) => !spoken.has(member)
    && ![...spoken].some((each) => isWithin(member, each) || isWithin(each, member)))
}
