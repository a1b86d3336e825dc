// Lesions against the studies that speak of them, from one view of a patient, pure. What no reading says is not
// filled in: not measured, not seen, not mentioned and not looked at are four things.
import type { Schemas } from '../api/client'
import { cellOf, type Cell } from './cells'
import { columnsOf, type Column } from './columns'
import { groupsAbove, type Seen } from './seen'

type Lesion = Schemas['LesionView']
type Group = Schemas['GroupView']

export interface Row {
  readonly id: string
  readonly kind: 'lesion' | 'group' | 'remainder'
  readonly key: string
  /** Members stand under their group. */
  readonly depth: number
  readonly lesion: Lesion | null
  readonly group: Group | null
  /** Members of a group that stand under another one. */
  readonly elsewhere: readonly string[]
  readonly attributions: readonly Attributed[]
  /** One for each column. */
  readonly cells: readonly Cell[]
}

export interface Attributed {
  readonly attribution: string
  readonly tumour: string
  readonly certainty: string
  /** The group by which it is said of a lesion. */
  readonly through: string | null
  readonly stands: boolean
}

export interface Organ {
  readonly organ: string
  /** Foci ever identified, in the API's words; empty where it counts none. */
  readonly says: string
  readonly rows: readonly Row[]
}

export interface Matrix {
  readonly columns: readonly Column[]
  readonly organs: readonly Organ[]
}

export function matrixOf(seen: Seen): Matrix {
  const columns = columnsOf(seen)
  const { lesions, groups, tallies } = seen.beliefs
  const place = (key: string): number => seen.order.indexOf(key)
  const all = [...groups, ...lesions].sort((a, b) => place(a.key) - place(b.key))
  const organs = [...new Set(all.map(organOf))].map((organ) => ({
    organ,
    says: tallies.find((each) => each.tally.organ === organ)?.says ?? '',
    rows: rowsOf(seen, columns, all.filter((each) => organOf(each) === organ)),
  }))
  return { columns, organs }
}

function organOf(each: Lesion | Group): string {
  return ('site' in each ? each.site : each.sites[0])?.organ ?? 'not stated'
}

/** Groups with their members under them; a lesion of several stands under the first. */
function rowsOf(seen: Seen, columns: readonly Column[], all: readonly (Lesion | Group)[]): Row[] {
  const [rows, placed] = [[] as Row[], new Set<string>()]
  const put = (each: Lesion | Group, depth: number): void => {
    if (placed.has(each.key)) return
    placed.add(each.key)
    const members = 'members' in each ? each.members : []
    const elsewhere = members.filter((key) => placed.has(key))
    rows.push(rowOf(seen, columns, each, depth, elsewhere))
    for (const member of all) if (members.includes(member.key)) put(member, depth + 1)
    if ('members' in each && members.length > 0 && each.remainder !== 0) {
      rows.push(remainderOf(seen, columns, each, depth + 1))
    }
  }
  const keys = new Set(all.map((each) => each.key))
  const isTop = (each: Lesion | Group): boolean => !each.memberOf.some((key) => keys.has(key))
  for (const each of all.filter(isTop)) put(each, 0)
  for (const each of all) put(each, 0)
  return rows
}

function rowOf(
  seen: Seen, columns: readonly Column[], each: Lesion | Group, depth: number, elsewhere: readonly string[],
): Row {
  const isGroup = 'members' in each
  return {
    id: each.key, kind: isGroup ? 'group' : 'lesion', key: each.key, depth, elsewhere,
    lesion: isGroup ? null : each, group: isGroup ? each : null,
    attributions: attributionsOf(seen, each), cells: columns.map((column) => cellOf(seen, column, each)),
  }
}

/** What a group counts and no lesion is told apart of: no reading speaks of it by itself. */
function remainderOf(seen: Seen, columns: readonly Column[], group: Group, depth: number): Row {
  return {
    id: `${group.key}:rest`, kind: 'remainder', key: group.key, depth, lesion: null, group, elsewhere: [],
    attributions: attributionsOf(seen, group), cells: columns.map((): Cell => ({ kind: 'blank' })),
  }
}

/** Every attribution that was ever made, oldest first; what was given up for another stays, marked. */
function attributionsOf(seen: Seen, each: Lesion | Group): Attributed[] {
  const standing = new Set(each.belongs.map((belonging) => belonging.attribution))
  const groups = groupsAbove(seen, each)
  const made = seen.order.flatMap((key) => {
    const entry = seen.entries.get(key)?.shown.entry
    return entry?.kind === 'attribution' ? [entry] : []
  })
  const givenUp = new Set(made.flatMap((entry) => entry.supersedes ?? []))
  return made.flatMap(({ key, tumour, certainty, lesions = [] }) => {
    const through = lesions.includes(each.key) ? null : groups.find((group) => lesions.includes(group))
    // What is said of a group was never true of a lesion of which something else was said by then.
    if (through === undefined || (through !== null && !standing.has(key) && !givenUp.has(key))) return []
    return [{ attribution: key, tumour, certainty: certainty ?? '', through, stands: standing.has(key) }]
  })
}
