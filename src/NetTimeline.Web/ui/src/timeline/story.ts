// All views of a patient, added up from what each step changes. The view of a step is what the API's timeline
// of the same moment shows; tests hold it to that.
import type { Schemas } from '../api/client'
import { same } from '../time/bounds'

export type Replay = Schemas['ReplayView']
export type Step = Schemas['ReplayStepView']
export type Shown = Schemas['ReplayEntryView']
export type Beliefs = Schemas['ReplayBeliefsView']
export type Entry = Shown['shown']['entry']

export interface View {
  /** Which step. */
  readonly index: number
  readonly step: Step
  /** In the order in which they were first learned; those that are but possibly known are among them. */
  readonly entries: Entries
  readonly beliefs: Beliefs
  /** Of the whole history, whenever it came to be known. */
  readonly keys: Pick<ReadonlyMap<string, unknown>, 'has'>
}

/** The part of a map that views need. */
export interface Entries extends Iterable<[string, Shown]> {
  get(key: string): Shown | undefined
  has(key: string): boolean
  values(): Iterable<Shown>
}

const NO_BELIEFS: Beliefs = { diagnoses: [], lesions: [], groups: [], tallies: [] }

/** What became of an entry: shown so from a step on, or not shown any more. */
interface Turn {
  readonly step: number
  readonly entry: [string, Shown] | undefined
}

export class Story {
  readonly replay: Replay
  /** Steps whose order is told: what whoever slides goes through. */
  readonly told: readonly number[]
  /** Of each entry what became of it along the told steps, in their order: no view has to be built. */
  readonly #turns = new Map<string, Turn[]>()
  readonly #beliefs: Beliefs[] = []

  constructor(replay: Replay) {
    this.replay = replay
    this.told = replay.steps.flatMap((step, index) => (step.orderNotTold ? [] : [index]))
    for (const index of this.told) {
      const step = replay.steps[index]!
      for (const key of step.gone) this.#turn(key, { step: index, entry: undefined })
      for (const shown of step.shown) {
        const key = shown.shown.entry.key
        this.#turn(key, { step: index, entry: [key, shown] })
      }
      this.#beliefs.push(step.beliefs ?? this.#beliefs.at(-1) ?? NO_BELIEFS)
    }
  }

  /** A view that was asked for by itself, as one of this history. */
  joined(one: View): View {
    return { ...one, keys: this.#turns }
  }

  get steps(): readonly Step[] {
    return this.replay.steps
  }

  /** Of the last step: everything. */
  get whole(): View {
    return this.view(this.told.at(-1) ?? 0)
  }

  view(index: number): View {
    const step = this.steps[index]
    if (!step) throw new RangeError(`There is no step ${index}.`)
    const last = this.told.findLastIndex((each) => each <= index)
    const beliefs = step.beliefs ?? this.#beliefs[last] ?? NO_BELIEFS
    const told = new EntriesAt(this.#turns, this.told[last] ?? -1)
    return { index, step, beliefs, keys: this.#turns, entries: step.orderNotTold ? added(told, step) : told }
  }

  /** The moment of a step on the axis that is stepped along; null is now. */
  momentOf(step: Step): string | null {
    return step.at[this.replay.axis] ?? null
  }

  /** The place among the told steps of a moment as an address names it; null where it is none of them. */
  find(wanted: string | null): number | null {
    if (wanted === null) return this.told.length - 1
    const found = this.told.findIndex((index) => this.momentOf(this.steps[index]!) === wanted)
    if (found >= 0) return found
    // What is known with an entry is known at the step that the entry stands in, whoever leads it.
    const key = this.replay.axis === 'known' && /^entry:([^~]+)$/.exec(wanted)?.[1]
    const within = key ? this.told.findIndex((index) => this.steps[index]!.with.includes(key)) : -1
    return within >= 0 ? within : null
  }

  #turn(key: string, turn: Turn): void {
    const turns = this.#turns.get(key)
    if (turns) turns.push(turn)
    else this.#turns.set(key, [turn])
  }
}

/** All entries as they are shown at a step: looked up, and listed once where somebody goes through them. */
class EntriesAt implements Entries {
  readonly #turns: ReadonlyMap<string, readonly Turn[]>
  readonly #step: number
  #all: [string, Shown][] | null = null

  constructor(turns: ReadonlyMap<string, readonly Turn[]>, step: number) {
    this.#turns = turns
    this.#step = step
  }

  get(key: string): Shown | undefined {
    const turns = this.#turns.get(key)
    return turns && this.#of(turns)?.[1]
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  *values(): Generator<Shown> {
    for (const [, shown] of this) yield shown
  }

  [Symbol.iterator](): Iterator<[string, Shown]> {
    if (!this.#all) {
      this.#all = []
      for (const turns of this.#turns.values()) {
        const entry = this.#of(turns)
        if (entry) this.#all.push(entry)
      }
    }
    return this.#all[Symbol.iterator]()
  }

  #of(turns: readonly Turn[]): [string, Shown] | undefined {
    for (let at = turns.length - 1; at >= 0; at--) if (turns[at]!.step <= this.#step) return turns[at]!.entry
    return undefined
  }
}

function added(before: Entries, step: Step): Entries {
  const entries = new Map(before)
  for (const key of step.gone) entries.delete(key)
  for (const each of step.shown) entries.set(each.shown.entry.key, each)
  return entries
}

/** What became of an entry from one view to another; null where it says the same in both. */
export type Change = 'new' | 'gone' | 'otherwise' | 'moved'

export function changeOf(before: Shown | undefined, after: Shown | undefined): Change | null {
  const [was, is] = [before && !before.possibly, after && !after.possibly]
  if (!was && !is) return null
  if (!was) return 'new'
  if (!is) return 'gone'
  if (before!.headline !== after!.headline) return 'otherwise'
  // Put right, it has been changed as well: where to is more than that.
  const isMoved = !same(before!.start, after!.start) || !same(before!.end, after!.end)
  if (isMoved) return 'moved'
  return before!.shown.changes !== after!.shown.changes ? 'otherwise' : null
}
