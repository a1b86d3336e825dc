// The slider's track: what was believed from step to step. Diagnoses that replace each other, or are of the
// same disease, share a row; where several stand, those that are of something else are named together.
import type { Schemas } from '../api/client'
import type { Story } from './story'
import { beliefOf, ofLesions } from './tumours'

type Diagnosis = Schemas['DiagnosisView']

export interface Segment {
  /** Places among the told steps, both included. */
  readonly from: number
  readonly to: number
  readonly belief: string
  readonly entries: readonly string[]
  readonly certain: boolean
  /** What it is of, as it was believed when it began. */
  readonly tumour: string | undefined
}

export interface Ribbon {
  readonly rows: readonly (readonly Segment[])[]
  /** By told step: how many entries were learned, lost or said otherwise. */
  readonly changes: readonly number[]
  /** Places among the told steps at which a belief changes. */
  readonly turns: readonly number[]
}

/** @param until the last place to look at: which diagnoses share a row may be learned later. */
export function ribbonOf(story: Story, until = story.told.length - 1): Ribbon {
  const told = story.told.slice(0, until + 1)
  const beliefs = told.map((index) => story.steps[index]!.beliefs)
  const rowOf = rows(beliefs.flatMap((each) => each?.diagnoses ?? []))
  const found: Segment[][] = [...new Set(rowOf.values())].map(() => [])
  const since = new Map<string, number>()
  let [held, lesions] = [[] as readonly Diagnosis[], new Map<string, readonly string[]>()]
  for (const place of told.keys()) {
    held = beliefs[place]?.diagnoses ?? held
    lesions = beliefs[place] ? ofLesions(beliefs[place]) : lesions
    for (const each of held) if (!since.has(each.entry)) since.set(each.entry, place)
    for (const [row, segments] of found.entries()) {
      extend(segments, place, leading(held.filter((each) => rowOf.get(each.entry) === row), since), lesions)
    }
  }
  return {
    rows: found,
    changes: told.map((index) => story.steps[index]!.learned + story.steps[index]!.gone.length),
    turns: [...new Set(found.flat().map((segment) => segment.from))].sort((a, b) => a - b),
  }
}

/** Of those that stand, from the last one held: each that is of something the later ones are not of. */
function leading(held: readonly Diagnosis[], since: ReadonlyMap<string, number>): Diagnosis[] {
  const newest = held.filter((each) => each.stands).sort((a, b) =>
    since.get(b.entry)! - since.get(a.entry)! || b.subject.length - a.subject.length)
  const [taken, covered] = [[] as Diagnosis[], new Set<string>()]
  for (const each of newest) {
    const of = [...each.subject, ...each.oneOf]
    if (!of.some((key) => covered.has(key))) taken.push(each)
    for (const key of of) covered.add(key)
  }
  return held.filter((each) => taken.includes(each))
}

function extend(
  segments: Segment[], place: number, held: readonly Diagnosis[], lesions: ReadonlyMap<string, readonly string[]>,
): void {
  if (held.length === 0) return
  const [entries, last] = [held.map((each) => each.entry), segments.at(-1)]
  if (last && last.to === place - 1 && last.entries.join() === entries.join()) {
    segments[segments.length - 1] = { ...last, to: place }
  } else {
    const belief = held.map((each) => each.belief).join(' + ')
    const certain = held.every((each) => each.certainty === undefined || each.certainty === 'confirmed')
    segments.push({ from: place, to: place, belief, entries, certain, tumour: beliefOf(held[0]!, lesions)[0] })
  }
}

/** By diagnosis, its row: all that are linked by replacing each other or by what they are of. */
function rows(diagnoses: readonly Diagnosis[]): Map<string, number> {
  const first = new Map<string, string>()
  const root = (name: string): string => {
    const up = first.get(name) ?? name
    return up === name ? name : root(up)
  }
  const join = (a: string, b: string): void => void first.set(root(b), root(a))
  for (const each of diagnoses) {
    for (const other of [...each.supersededBy, ...each.subject, ...each.oneOf]) join(each.entry, other)
  }
  const numbers = new Map<string, number>()
  return new Map(diagnoses.map((each) => {
    const of = root(each.entry)
    if (!numbers.has(of)) numbers.set(of, numbers.size)
    return [each.entry, numbers.get(of)!]
  }))
}
