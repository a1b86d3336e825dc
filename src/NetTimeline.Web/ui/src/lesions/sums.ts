// What the measures say of the matrix: sums of targets and response by tumour and study, change from one size
// to the next, and what became of each lesion. Pure; nothing is computed here.
import type { Measure, Value } from '../measures/value'

export interface Found {
  readonly measure: Measure
  readonly value: Value
}

export interface Sum {
  readonly tumour: string
  /** By study: the sum, and the response where one is due. */
  readonly byStudy: ReadonlyMap<string, { readonly sum: Found | null; readonly response: Found | null }>
}

/** Tumours of which some study has a sum of targets, in the order of the API. */
export function sumsOf(measures: readonly Measure[]): Sum[] {
  const [sums, responses] = [named(measures, 'recist.target-sum'), named(measures, 'recist.response')]
  const tumours = [...new Set(sums.map(({ value }) => value.of.entries[0] ?? ''))]
  const at = (found: readonly Found[], tumour: string, study: string): Found | null =>
    found.find(({ value }) => value.of.entries[0] === tumour && value.of.entries[1] === study) ?? null
  return tumours.map((tumour) => {
    const studies = [...sums, ...responses].filter(({ value }) => value.of.entries[0] === tumour)
      .map(({ value }) => value.of.entries[1] ?? '')
    const cells = [...new Set(studies)].map((study) =>
      [study, { sum: at(sums, tumour, study), response: at(responses, tumour, study) }] as const)
    return { tumour, byStudy: new Map(cells) }
  })
}

/** From the size before it to the one that a reading states, by lesion and reading. */
export function changesOf(measures: readonly Measure[]): ReadonlyMap<string, Found> {
  const changes = named(measures, 'size-change').filter(({ value }) =>
    value.of.entries.length === 3 && value.of.name === undefined && value.point !== undefined)
  return new Map(changes.map((found) => [`${found.value.of.entries[0]} ${found.value.of.entries[2]}`, found]))
}

/** By key; what a group counts and is not told apart has its key with a colon and the word for it. */
export function statesOf(measures: readonly Measure[]): ReadonlyMap<string, Found> {
  return new Map(named(measures, 'lesion-state').map((found) => {
    const { entries, name } = found.value.of
    return [name === undefined ? entries[0] ?? '' : `${entries[0]}:rest`, found]
  }))
}

function named(measures: readonly Measure[], name: string): Found[] {
  return measures.filter((measure) => measure.name === name)
    .flatMap((measure) => measure.values.map((value) => ({ measure, value })))
}
