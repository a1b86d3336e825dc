// What the cells of the matrix mean, in a glyph and a word.
import type { Schemas } from '../api/client'
import { countText, siteText } from '../timeline/names'
import type { Cell } from './cells'
import type { Row } from './matrix'

export interface CellWords {
  readonly glyph: string
  readonly words: string
}

export const CELLS: Readonly<Record<Cell['kind'], CellWords>> = {
  size: { glyph: '', words: 'seen, with its size' },
  'not-measured': { glyph: '●', words: 'seen, not measured' },
  'not-seen': { glyph: '–', words: 'looked for, not seen' },
  'not-told': { glyph: '?', words: 'not assessed, or not stated' },
  'not-mentioned': { glyph: '·', words: 'its organ was read, it is not mentioned' },
  tissue: { glyph: '◆', words: 'described by pathology' },
  'one-of': { glyph: '≬', words: 'said of one of several, not of which' },
  removed: { glyph: '✂', words: 'taken out' },
  irradiated: { glyph: '☢', words: 'irradiated' },
  gone: { glyph: '', words: 'was taken out before' },
  blank: { glyph: '', words: 'no study of its organ, or nothing said of it' },
}

/** What stands in the legend, in this order. */
export const LEGEND: readonly Cell['kind'][] = [
  'not-measured', 'not-seen', 'not-told', 'not-mentioned', 'blank', 'tissue', 'one-of', 'removed', 'irradiated', 'gone',
]

export function rowTitle(row: Row): string {
  if (row.kind === 'remainder') return `${countText(row.group!.remainder)} more of ${row.key}`
  return row.key
}

/** Under its name: where, how many, and what it counts again. */
export function rowNote(row: Row): string {
  if (row.kind === 'remainder') return 'counted and not told apart'
  if (!row.lesion) return groupNote(row.group!, row.elsewhere)
  return [siteText(row.lesion.site), row.lesion.focus?.replace('-', ' ')].filter(Boolean).join(' · ')
}

function groupNote(group: Schemas['GroupView'], elsewhere: readonly string[]): string {
  const { matchedToNone } = group
  return [
    `${countText(group.count)} in ${group.sites.map(siteText).join(', ')}`,
    elsewhere.length > 0 ? `${elsewhere.join(', ')} among them, above` : '',
    group.includes.length > 0 ? `counts ${group.includes.join(', ')} again` : '',
    matchedToNone === undefined ? '' : `${countWords(matchedToNone)} matched to none of them`,
  ].filter(Boolean).join('; ')
}

export function countWords(count: Schemas['Count']): string {
  if (typeof count === 'number') return String(count)
  const { atLeast, atMost } = count
  const ends = [atLeast ? `at least ${atLeast}` : '', atMost === undefined ? '' : `at most ${atMost}`]
  return ends.filter(Boolean).join(', ')
}
