// One view of a patient as the matrix reads it, pure.
import type { Schemas } from '../api/client'

export type Told = Schemas['ReplayEntryView']
export type Beliefs = Schemas['ReplayBeliefsView']
type Replay = Schemas['ReplayView']

/** One view: what was certainly known, in an order that no date denies. */
export interface Seen {
  readonly entries: ReadonlyMap<string, Told>
  readonly order: readonly string[]
  readonly beliefs: Beliefs
  /** What days are counted from; null where none is told. */
  readonly zero: Replay['zero'] | null
}

/** The only step of a view that was asked for alone. */
export function seenIn(replay: Replay): Seen {
  const step = replay.steps[0]
  const certain = (step?.shown ?? []).filter((each) => !each.possibly)
  return {
    entries: new Map(certain.map((each) => [each.shown.entry.key, each])),
    order: replay.order,
    beliefs: step?.beliefs ?? { diagnoses: [], lesions: [], groups: [], tallies: [] },
    zero: replay.zero ?? null,
  }
}

/** Groups that it is one of, and those that they are of. */
export function groupsAbove(seen: Seen, each: { readonly memberOf: readonly string[] }): string[] {
  return each.memberOf.flatMap((key) => {
    const group = seen.beliefs.groups.find((other) => other.key === key)
    return group ? [key, ...groupsAbove(seen, group)] : [key]
  })
}
