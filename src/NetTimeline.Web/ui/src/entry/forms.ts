// What stands where in a form, in which words, and what its references may point to. Pure. Every member that the API
// takes has its place: what is named nowhere here comes last, under "more".
import { book } from 'virtual:entry-schemas'
import type { Member } from './book'
import { isObject, type Json } from './json'

/** The kinds that are recorded most, in the order of a course; all others follow in the list. */
export const COMMON: readonly string[] = [
  'diagnosis', 'imaging-study', 'imaging-reading', 'biopsy', 'pathology-report', 'procedure', 'systemic-therapy',
  'laboratory-value', 'volumetry', 'recurrence', 'status', 'note', 'death',
]

export const OTHERS: readonly string[] = Object.keys(book.kinds).filter((kind) => !COMMON.includes(kind)).sort()

export interface Section {
  readonly title: string
  readonly members: readonly Member[]
  /** Names of members that are said rarely. */
  readonly rare: readonly string[]
}

const WHEN = ['occurred', 'ended', 'duration', 'known', 'alsoStated']
const WHO = ['by', 'certainty', 'source', 'text', 'judgement']
const NAMED = ['key', 'sameAs', 'supersedes', 'codes']
const RARE = ['ended', 'duration', 'alsoStated', 'judgement', 'sameAs', 'supersedes', 'codes']

/** What goes on for a while says when it ended. */
const LASTING = ['systemic-therapy', 'radiotherapy', 'symptom', 'complication']

/** Members of a kind's own that are said rarely. */
const RARE_OF: Readonly<Record<string, readonly string[]>> = {
  diagnosis: ['oneOf', 'alternatives'],
  'imaging-study': ['contrast', 'repeated'],
  'imaging-reading': ['findings'],
  biopsy: ['oneOf', 'during'],
  'pathology-report': ['masses', 'findings', 'nodesExamined', 'nodesPositive', 'marginDistance'],
  procedure: ['components', 'stageOf', 'fulfils', 'operativeTime', 'bloodLoss', 'approach'],
  'systemic-therapy': ['targets'],
  'laboratory-value': ['specimen', 'assay', 'flag'],
  recurrence: ['oneOf', 'basis'],
  status: ['oneOf'],
}

export function sectionsOf(kind: string): readonly Section[] {
  const members = membersOf(book.kinds[kind] ?? '').filter((each) => each.type.is !== 'fixed')
  const placed = [...WHEN, ...WHO, ...NAMED]
  const rare = [...RARE.filter((name) => !LASTING.includes(kind) || name === 'alsoStated' || !WHEN.includes(name)),
    ...(RARE_OF[kind] ?? [])]
  const own = members.filter((each) => !placed.includes(each.name))
  const section = (title: string, of: readonly Member[]): Section => ({ title, members: of, rare })
  return [
    section('What', own.toSorted((a, b) => Number(b.must ?? false) - Number(a.must ?? false))),
    section('When', inOrder(members, WHEN)),
    section('Who says so', inOrder(members, WHO)),
    section('Name of the entry', inOrder(members, NAMED)),
  ].filter((each) => each.members.length > 0)
}

export function membersOf(record: string): readonly Member[] {
  return book.records[record] ?? []
}

/** Members of a value that its record does not know: of another kind, or of a newer API. */
export function strangers(record: string, value: Json | undefined): string[] {
  const known = new Set(membersOf(record).map((each) => each.name))
  return isObject(value) ? Object.keys(value).filter((name) => !known.has(name)) : []
}

function inOrder(members: readonly Member[], names: readonly string[]): Member[] {
  return names.flatMap((name) => members.filter((each) => each.name === name))
}

const LESIONS = ['lesion', 'lesion-group']
const TISSUE = ['specimen', 'biopsy']
const PROCEDURES = ['procedure', 'biopsy']
const POINTS: Readonly<Record<string, readonly string[]>> = {
  study: ['imaging-study'], lesion: LESIONS, lesions: LESIONS, oneOf: LESIONS, contains: LESIONS, includes: LESIONS,
  removes: LESIONS, memberOf: ['lesion-group'], tumour: ['tumour'], alternatives: ['tumour'],
  subject: ['tumour', ...LESIONS], targets: ['tumour', ...LESIONS], specimens: TISSUE, specimen: TISSUE,
  takenIn: PROCEDURES, during: ['procedure'], fulfils: ['decision', 'procedure'], of: PROCEDURES,
}

/** The kinds that a member may name; empty for any. */
export function pointsTo(member: string, kind: string): readonly string[] {
  if (member === 'sameAs' || member === 'supersedes') return [kind]
  return POINTS[member] ?? []
}

/** All sets of kinds that some member of a form may name; the empty one is any. */
export function referenceSets(kind: string): readonly (readonly string[])[] {
  const sets = [[], [kind], ...Object.values(POINTS)]
  return [...new Map(sets.map((kinds) => [kinds.join(), kinds])).values()]
}

/** Offered to be added, and no field until it is: what is said rarely, and what is made of several parts. */
export function isOffered(member: Member, rare: readonly string[]): boolean {
  if (member.must || SHOWN.includes(member.name)) return false
  const { type } = member
  const isSimple = type.is === 'record' ? SIMPLE.includes(type.name) : type.is !== 'list' || type.of.is === 'word'
  return !isSimple || rare.includes(member.name)
}

/** What the API asks for in one form or another. */
const SHOWN = ['subject']

const SIMPLE = ['StatedDate', 'Quantity', 'Count']

/** What an offered member begins with, so that its first control is there. */
export function startOf({ type }: Member): Json | undefined {
  if (type.is !== 'list' || type.of.is === 'word') return undefined
  return [type.of.is === 'record' && type.of.name !== 'StatedDate' ? {} : '']
}

/** Parts of records that most never say. */
const RARE_IN: Readonly<Record<string, readonly string[]>> = {
  Source: ['authority', 'id', 'version', 'reportStatus'],
  Site: ['laterality', 'text'],
  Finding: ['value', 'sequence', 'scope', 'certainty'],
  LesionSeen: ['certainty'],
  LesionHistology: ['macroscopy', 'pattern', 'mitoses', 'immunohistochemistryDone'],
  EntryDates: ['ended', 'duration'],
}

export function rareIn(record: string): readonly string[] {
  return RARE_IN[record] ?? []
}

const WIDE = ['belief', 'name', 'claim', 'regimen', 'question', 'citation', 'cause']

export function isWide(name: string): boolean {
  return LONG.includes(name) || WIDE.includes(name)
}

/** Members whose text is more than a few words. */
export const LONG: readonly string[] = [
  'text', 'judgement', 'impression', 'reason', 'macroscopy', 'description',
]

const LABELS: Readonly<Record<string, string>> = {
  belief: 'Diagnosis, in the words of the time', 'diagnosis.axis': 'Clinical or pathological', 'status.axis': 'Of what',
  subject: 'Of which tumours or lesions', oneOf: 'Of one of these, not said which', occurred: 'Occurred',
  known: 'Known, if later', text: 'In the words of the source', by: 'Stated by', judgement: 'What we judged',
  key: 'Key', sameAs: 'The same as entry', supersedes: 'Puts in their place', alsoStated: 'Elsewhere stated as',
  standing: 'Planned or performed', ki67: 'Ki-67', t: 'T', n: 'N', m: 'M', of: 'Of', removes: 'Removes',
  registryKey: 'Registry key', statedAge: 'Age when the record begins', birthYear: 'Year of birth',
  claim: 'What is claimed', repeated: 'How often', masses: 'Masses found',
  reference: 'Reference range', fulfils: 'Carries out', stageOf: 'Stage of a series', volumes: 'Volumes',
}

const HINTS: Readonly<Record<string, string>> = {
  known: 'When the clinic knew it. Left out: when it occurred.',
  key: 'What other entries call it.',
  by: 'Treating team, radiology …',
  duration: 'P3Y, P6M, P2W or P18D',
  registryKey: 'Tells nobody who it is; cannot be changed.',
}

export function labelOf(name: string, kind = ''): string {
  const label = LABELS[`${kind}.${name}`] ?? LABELS[name]
  if (label) return label
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function hintOf(name: string): string {
  return HINTS[name] ?? ''
}

/** `imaging study` */
export function kindWords(kind: string): string {
  return kind.replaceAll('-', ' ')
}

/** The first free name of its kind: `biopsy-2`. */
export function freeKey(stem: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const key = `${stem.slice(0, 56)}-${number}`
    if (!taken.has(key)) return key
  }
}

/** The entry as another kind: what both can say stays as it is, and so does what only the first can. */
export function ofKind(entry: Json | undefined, kind: string, key: string): Json {
  const members = isObject(entry) ? Object.entries(entry).filter(([name]) => name !== 'kind' && name !== 'key') : []
  return { kind, key, ...Object.fromEntries(members) }
}
