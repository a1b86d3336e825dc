// All views of a patient, added up from what each step changes. The view of a step is what the API's timeline
// of the same moment shows; tests hold it to that.
import type { Schemas } from '../api/client'

export type Replay = Schemas['ReplayView']
export type Step = Schemas['ReplayStepView']
export type Shown = Schemas['ReplayEntryView']
export type Beliefs = Schemas['ReplayBeliefsView']
export type Entry = Shown['shown']['entry']

export interface View {
  /** Which step. */
  readonly index: number
  readonly step: Step
  /** In the order of recording; those that are but possibly known are among them. */
  readonly entries: ReadonlyMap<string, Shown>
  readonly beliefs: Beliefs
  /** Entries learned, lost or said otherwise since the step that it goes on from. */
  readonly changes: number
}

const NO_BELIEFS: Beliefs = { diagnoses: [], lesions: [], groups: [], tallies: [] }

/** Whole views are kept at every so many steps, so that any other is a few additions away. */
const KEPT_EVERY = 16

export class Story {
  readonly replay: Replay
  /** Steps whose order is told: what whoever slides goes through. */
  readonly told: readonly number[]
  readonly #kept = new Map<number, View>()
  #last: View | null = null

  constructor(replay: Replay) {
    this.replay = replay
    this.told = replay.steps.flatMap((step, index) => (step.orderNotTold ? [] : [index]))
  }

  get steps(): readonly Step[] {
    return this.replay.steps
  }

  /** Of the last step: everything. */
  get whole(): View {
    return this.view(this.told.at(-1) ?? 0)
  }

  view(index: number): View {
    if (this.#last?.index === index) return this.#last
    const step = this.steps[index]
    if (!step) throw new RangeError(`There is no step ${index}.`)
    const before = this.#before(index)
    return (this.#last = added(before?.entries ?? new Map(), before?.beliefs ?? NO_BELIEFS, index, step))
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

  /** The last told step before it: what it is added to. */
  #before(index: number): View | null {
    const chain = this.told.filter((each) => each < index)
    let start = chain.length - 1
    while (start >= 0 && !this.#kept.has(chain[start]!) && this.#last?.index !== chain[start]) start--
    let view = start < 0 ? null : (this.#kept.get(chain[start]!) ?? this.#last)
    for (let at = start + 1; at < chain.length; at++) {
      const each = chain[at]!
      view = added(view?.entries ?? new Map(), view?.beliefs ?? NO_BELIEFS, each, this.steps[each]!)
      if (at % KEPT_EVERY === 0) this.#kept.set(each, view)
    }
    return view
  }
}

function added(before: ReadonlyMap<string, Shown>, beliefs: Beliefs, index: number, step: Step): View {
  const entries = new Map(before)
  for (const key of step.gone) entries.delete(key)
  for (const each of step.shown) entries.set(each.shown.entry.key, each)
  const changes = step.shown.filter((each) => !each.possibly).length + step.gone.length
  return { index, step, entries, beliefs: step.beliefs ?? beliefs, changes }
}

/** What became of an entry from one view to another; null where it says the same in both. */
export type Change = 'new' | 'gone' | 'otherwise' | 'moved'

export function changeOf(before: Shown | undefined, after: Shown | undefined): Change | null {
  const [was, is] = [before && !before.possibly, after && !after.possibly]
  if (!was && !is) return null
  if (!was) return 'new'
  if (!is) return 'gone'
  if (before!.headline !== after!.headline || before!.shown.changes !== after!.shown.changes) return 'otherwise'
  const moved = before!.start?.low !== after!.start?.low || before!.start?.high !== after!.start?.high
  return moved || before!.end?.low !== after!.end?.low || before!.end?.high !== after!.end?.high ? 'moved' : null
}
