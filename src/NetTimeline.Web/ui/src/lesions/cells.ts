// What one study says of one lesion or group, pure.
import type { Schemas } from '../api/client'
import { quantityText } from '../timeline/names'
import type { Column } from './columns'
import { groupsAbove, type Seen } from './seen'

type Reading = Schemas['ImagingReadingEntry']
type Finding = Schemas['Finding']
type Subject = Schemas['LesionView'] | Schemas['GroupView']

export interface Cell {
  readonly kind:
    /** Seen, with a size. */
    | 'size'
    /** Seen; no size is stated. */
    | 'not-measured'
    /** Looked for and not there: said of it, or of any tumour. */
    | 'not-seen'
    /** The reading says that it could not tell, or not what it saw. */
    | 'not-told'
    /** Its organ was read and this one is not mentioned. */
    | 'not-mentioned'
    /** Described under the microscope. */
    | 'tissue'
    /** Said of one of several, and not of which. */
    | 'one-of'
    | 'removed'
    | 'irradiated'
    /** It had been taken out by then. */
    | 'gone'
    /** No study of its organ, or nothing said of it. */
    | 'blank'
  readonly text?: string
  /** The reading or report that says so. */
  readonly by?: string
  /** Told only when something else was known: a later reading, or a lesion told apart later. */
  readonly retrospect?: boolean
  /** What it says besides, a line each. */
  readonly says?: readonly string[]
  /** Said of a group that it is one of. */
  readonly through?: string
}

export function cellOf(seen: Seen, column: Column, subject: Subject): Cell {
  if (column.kind === 'removal' || column.kind === 'irradiation') return treated(seen, column, subject)
  if (column.kind === 'pathology') return tissue(seen, column, subject)
  const groups = groupsAbove(seen, subject)
  const said = seenBy(column.readings, subject.key, groups)
  if (said) return { ...said, ...(isInRetrospect(seen, column, subject, said) ? { retrospect: true } : {}) }
  if (isGone(seen, column, subject)) return { kind: 'gone' }
  return unmentioned(seen, column, subject)
}

/** The last reading that speaks of it counts; one of its group says no more than that it was among them. */
function seenBy(readings: readonly Reading[], key: string, groups: readonly string[]): Cell | null {
  for (const reading of readings.toReversed()) {
    const item = reading.lesions?.find((each) => each.lesion === key)
    if (item) return ofItem(reading, item)
    if (reading.lesions?.some((each) => each.oneOf?.includes(key))) return { kind: 'one-of', by: reading.key }
  }
  for (const reading of readings.toReversed()) {
    const item = reading.lesions?.find((each) => each.lesion && groups.includes(each.lesion))
    if (item?.presence === 'present') return { kind: 'not-measured', by: reading.key, through: item.lesion! }
  }
  return null
}

function ofItem(reading: Reading, item: Schemas['LesionSeen']): Cell {
  const says = (item.findings ?? []).map(findingText)
  if (item.presence === 'absent') return { kind: 'not-seen', by: reading.key, says }
  if (item.presence !== 'present') return { kind: 'not-told', by: reading.key, says }
  const [size] = item.sizes ?? []
  if (!size) return { kind: 'not-measured', by: reading.key, says }
  const sizes = item.sizes!.map((each) => `${each.dimension.replace('-', ' ')} ${quantityText(each.size)}`)
  return { kind: 'size', text: quantityText(size.size), by: reading.key, says: [...sizes, ...says] }
}

function isInRetrospect(seen: Seen, column: Column, subject: Subject, said: Cell): boolean {
  const first = column.readings.findIndex((each) => seenBy([each], subject.key, groupsAbove(seen, subject)) !== null)
  return first > 0 || seen.order.indexOf(subject.key) > seen.order.indexOf(said.by ?? '')
}

/** Nobody speaks of it; a reading may say of its organ, or of everything, that there was no tumour. */
function unmentioned(seen: Seen, column: Column, subject: Subject): Cell {
  const organs = organsOf(subject)
  const study = seen.entries.get(column.key)?.shown.entry
  const region = study?.kind === 'imaging-study' ? study.region ?? '' : ''
  for (const reading of column.readings) {
    const none = reading.findings?.find((each) => isNothingFound(each, organs, region))
    if (none) return { kind: 'not-seen', by: reading.key, says: [findingText(none)] }
  }
  const speaks = column.readings.find((reading) => saysOrgan(seen, reading, organs))
  if (speaks || organs.some((organ) => region.includes(organ))) {
    return { kind: 'not-mentioned', by: speaks?.key ?? column.readings[0]!.key }
  }
  return { kind: 'blank' }
}

const EVERYTHING = ['whole examination', 'whole study', 'whole body']

/** What is said of no part is said of the region that was examined, as far as that is told. */
function isNothingFound(finding: Finding, organs: readonly string[], region: string): boolean {
  if (finding.presence !== 'absent' || finding.name !== 'tumour') return false
  const isWhole = finding.scope === undefined || EVERYTHING.includes(finding.scope)
  const of = isWhole ? region : finding.scope!
  return of === '' || EVERYTHING.includes(of) || organs.some((organ) => of.includes(organ))
}

function saysOrgan(seen: Seen, reading: Reading, organs: readonly string[]): boolean {
  const named = (reading.lesions ?? []).flatMap((item) => item.lesion ?? item.oneOf ?? [])
  const { lesions, groups } = seen.beliefs
  const read = [...lesions, ...groups].filter((each) => named.includes(each.key)).flatMap(organsOf)
  return organs.some((organ) =>
    read.includes(organ) || (reading.findings ?? []).some((each) => each.scope?.includes(organ)))
}

function organsOf(subject: Subject): string[] {
  return ('site' in subject ? [subject.site] : subject.sites).map((site) => site.organ)
}

function treated(seen: Seen, column: Column, subject: Subject): Cell {
  const named = [subject.key, ...groupsAbove(seen, subject)].find((key) => column.takes.includes(key))
  if (named !== undefined) return { kind: column.kind === 'removal' ? 'removed' : 'irradiated', by: column.key }
  return isGone(seen, column, subject) ? { kind: 'gone' } : { kind: 'blank' }
}

/** Taken out before what stands in a column; of a group, its every member and no more are counted. */
function isGone(seen: Seen, column: Column, subject: Subject): boolean {
  const before = seen.order.slice(0, seen.order.indexOf(column.key))
  const taken = new Set(before.flatMap((key) => {
    const entry = seen.entries.get(key)?.shown.entry
    if (entry?.kind === 'procedure' && entry.standing === 'performed') return entry.removes ?? []
    return entry?.kind === 'specimen' ? entry.contains ?? [] : []
  }))
  const isTaken = (each: Subject): boolean => taken.has(each.key)
    || groupsAbove(seen, each).some((key) => taken.has(key))
    || ('members' in each && each.remainder === 0 && each.members.length > 0
      && each.members.every((key) => taken.has(key)))
  return isTaken(subject)
}

function tissue(seen: Seen, column: Column, subject: Subject): Cell {
  const report = seen.entries.get(column.key)?.shown.entry
  const items = report?.kind === 'pathology-report' ? report.lesions ?? [] : []
  const own = items.find((each) => each.lesion === subject.key)
  if (own) return ofTissue(column.key, own)
  const groups = groupsAbove(seen, subject)
  const group = items.find((each) => each.lesion && groups.includes(each.lesion))
  if (group) return { ...ofTissue(column.key, group), through: group.lesion! }
  if (items.some((each) => each.oneOf?.includes(subject.key))) return { kind: 'one-of', by: column.key }
  return { kind: isGone(seen, column, subject) ? 'gone' : 'blank' }
}

function ofTissue(report: string, item: Schemas['LesionHistology']): Cell {
  const [size] = item.sizes ?? []
  const text = size ? quantityText(size.size) : item.grade ?? shortType(item.histologicType)
  const says = [
    item.histologicType, item.differentiation, item.pattern, item.grade,
    item.ki67 && `Ki-67 ${quantityText(item.ki67)}`, item.mitoses && `mitoses ${quantityText(item.mitoses)}`,
    item.macroscopy, ...(item.findings ?? []).map(findingText),
  ].filter((each) => each !== undefined)
  return { kind: 'tissue', by: report, says, ...(text ? { text } : {}) }
}

function shortType(type: string | undefined): string | undefined {
  return type?.replace('adenocarcinoma', 'adenoca.').replace('neuroendocrine tumour', 'NET')
}

function findingText(finding: Finding): string {
  const value = finding.value ? quantityText(finding.value) : ''
  const said = [finding.presence, finding.detail, value].filter(Boolean).join(', ')
  return `${finding.name}${said ? `: ${said}` : ''}${finding.scope ? ` (${finding.scope})` : ''}`
}
