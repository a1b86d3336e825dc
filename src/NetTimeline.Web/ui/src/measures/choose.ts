// Which values a reader wants to see, in the groups of the API, pure.
import { instanceText } from './instance'
import { valueText, type Measure, type Status, type Value } from './value'

export const GROUPS: Readonly<Record<Measure['group'], string>> = {
  survival: 'Survival and recurrence', primary: 'Primary and diagnosis', lesions: 'Lesions',
  markers: 'Markers', liver: 'Liver', 'grading-staging': 'Grading and staging',
  course: 'Course, follow-up and kidney', own: 'Own measures',
}

export interface Row {
  readonly measure: Measure
  readonly value: Value
  /** The measure is named beside its first value only. */
  readonly isFirst: boolean
}

export interface Group {
  readonly group: Measure['group']
  readonly title: string
  readonly measures: readonly { readonly measure: Measure; readonly rows: readonly Row[] }[]
  /** Values, not measures. */
  readonly count: number
}

export interface Wanted {
  readonly words: string
  /** Empty for any. */
  readonly statuses: ReadonlySet<Status>
}

/** In the order of the catalogue; groups and measures without a value that is wanted are left out. */
export function groupsOf(measures: readonly Measure[], wanted: Wanted): Group[] {
  const found = measures.map((measure) => ({ measure, rows: rowsOf(measure, wanted) }))
    .filter((each) => each.rows.length > 0)
  return [...new Set(found.map((each) => each.measure.group))].map((group) => {
    const here = found.filter((each) => each.measure.group === group)
    const count = here.reduce((sum, each) => sum + each.rows.length, 0)
    return { group, title: GROUPS[group], measures: here, count }
  })
}

function rowsOf(measure: Measure, wanted: Wanted): Row[] {
  return measure.values
    .filter((value) => wanted.statuses.size === 0 || wanted.statuses.has(value.status))
    .filter((value) => saysAll(measure, value, wanted.words))
    .map((value, at) => ({ measure, value, isFirst: at === 0 }))
}

/** Every word is somewhere in what the row shows, in any order, or in the keys that the value rests on. */
function saysAll(measure: Measure, value: Value, words: string): boolean {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return true
  const used = value.evidence.filter((each) => each.role !== 'not-used').map((each) => each.entry)
  const said = [
    measure.name, measure.title, instanceText(value.of), valueText(value), value.reason ?? '', value.status,
    ...used,
  ].join(' ').toLowerCase()
  return wanted.every((word) => said.includes(word))
}

/** How many values there are of each status, whatever is chosen. */
export function counted(measures: readonly Measure[]): ReadonlyMap<Status, number> {
  const counts = new Map<Status, number>()
  for (const value of measures.flatMap((measure) => measure.values)) {
    counts.set(value.status, (counts.get(value.status) ?? 0) + 1)
  }
  return counts
}
