import { expect, test } from 'vitest'
import type { Cell } from '../src/lesions/cells'
import { placeOf, placeText } from '../src/lesions/columns'
import { matrixOf, type Row } from '../src/lesions/matrix'
import { groupsAbove, seenIn, type Seen } from '../src/lesions/seen'
import { changesOf, statesOf, sumsOf } from '../src/lesions/sums'
import { countWords, rowNote, rowTitle } from '../src/lesions/words'
import type { Measure, Value } from '../src/measures/value'

type Entry = Seen['entries'] extends ReadonlyMap<string, infer T> ? T : never

/** Entries in the order in which they are written; only what a test speaks of is said. */
function seen(entries: readonly object[], beliefs: Partial<Seen['beliefs']> = {}): Seen {
  const shown = entries.map((entry) => ({ shown: { entry }, headline: '' }) as unknown as Entry)
  return {
    entries: new Map(shown.map((each) => [each.shown.entry.key, each])),
    order: shown.map((each) => each.shown.entry.key),
    beliefs: { diagnoses: [], lesions: [], groups: [], tallies: [], ...beliefs },
    zero: null,
  }
}

const lesion = (key: string, organ = 'liver', memberOf: string[] = []) =>
  ({ key, site: { organ }, memberOf, belongs: [] })
const one = (key: string) => ({ kind: 'lesion', key })
const group = (key: string, said: Partial<Seen['beliefs']['groups'][number]>) =>
  ({ key, count: 1, sites: [{ organ: 'liver' }], memberOf: [], members: [], remainder: 0, includes: [], belongs: [], ...said })
const study = (key: string, said: object = {}) => ({ kind: 'imaging-study', key, modality: 'ct', ...said })
const reading = (key: string, of: string, said: object) =>
  ({ kind: 'imaging-reading', key, study: of, ...said })
const size = (value: number) => [{ dimension: 'diameter', size: { value, unit: 'mm' } }]

function cells(view: Seen, key: string): Cell[] {
  return [...rows(view).find((row) => row.id === key)!.cells]
}

function rows(view: Seen): Row[] {
  return matrixOf(view).organs.flatMap((organ) => organ.rows)
}

const SIX = [
  { key: 'h1', presence: 'present', sizes: size(12) }, { key: 'h2', presence: 'present' },
  { key: 'h3', presence: 'absent' }, { key: 'h4', presence: 'not-assessed' },
].map(({ key, ...said }) => ({ lesion: key, ...said }))

test('Not measured, not seen, not told, not mentioned and no study of the organ are five things', () => {
  const keys = ['h1', 'h2', 'h3', 'h4', 'h5']
  const view = seen(
    [...keys.map(one), one('p'), study('ct'), reading('r', 'ct', { lesions: SIX })],
    { lesions: [...keys.map((key) => lesion(key)), lesion('p', 'pancreas')] },
  )
  expect([...keys, 'p'].map((key) => cells(view, key)[0]!.kind))
    .toEqual(['size', 'not-measured', 'not-seen', 'not-told', 'not-mentioned', 'blank'])
  expect(cells(view, 'h1')[0]).toMatchObject({ text: '12 mm', by: 'r' })
})

test('A region that names the organ was read; one that a reader would have to know anatomy for was not', () => {
  const lesions = [lesion('h1')]
  const ofRegion = (region?: string): string => {
    const view = seen([one('h1'), study('ct', { region }), reading('r', 'ct', {})], { lesions })
    return cells(view, 'h1')[0]!.kind
  }
  expect([ofRegion('liver'), ofRegion('abdomen'), ofRegion()]).toEqual(['not-mentioned', 'blank', 'blank'])
})

test('A reading that found no tumour at all, or none in the organ, looked for it and did not see it', () => {
  const said = (scope?: string): string => {
    const findings = [{ name: 'tumour', presence: 'absent', scope }]
    const view = seen(
      [study('pet'), reading('r', 'pet', { findings }), one('p')], { lesions: [lesion('p', 'pancreas')] })
    return cells(view, 'p')[0]!.kind
  }
  expect([said(), said('whole examination'), said('body of the pancreas'), said('thyroid gland')])
    .toEqual(['not-seen', 'not-seen', 'not-seen', 'blank'])
})

test('No tumour in what was examined says nothing of what was not', () => {
  const said = (region: string, scope?: string): string => {
    const findings = [{ name: 'tumour', presence: 'absent', scope }]
    const view = seen(
      [study('mri', { region }), reading('r', 'mri', { findings }), one('h1')], { lesions: [lesion('h1')] })
    return cells(view, 'h1')[0]!.kind
  }
  expect([said('brain'), said('brain', 'whole study'), said('liver'), said('whole body'), said('brain', 'liver')])
    .toEqual(['blank', 'blank', 'not-seen', 'not-seen', 'not-seen'])
})

test('A lesion that the first reading saw as well is not told in retrospect', () => {
  const view = seen([
    one('h1'), study('ct'),
    reading('first', 'ct', { lesions: [{ lesion: 'h1', presence: 'present', sizes: size(22) }] }),
    reading('review', 'ct', { lesions: [{ lesion: 'h1', presence: 'present', sizes: size(25) }] }),
  ], { lesions: [lesion('h1')] })
  expect(cells(view, 'h1')[0]).toMatchObject({ kind: 'size', text: '25 mm', by: 'review' })
  expect(cells(view, 'h1')[0]!.retrospect).toBeUndefined()
})

test('On the calendar a study stands at its days, and not at years since 1970', () => {
  expect([placeOf({ low: 17906, high: 17906, lowIncluded: true, highIncluded: true }, true), placeOf(null, true),
    placeOf({ low: 365.2425 * 4, high: 365.2425 * 4, lowIncluded: true, highIncluded: true }, false)])
    .toEqual(['2019-01-10', '', '+4 y'])
})

test('What a later reading of the same study saw was told in retrospect', () => {
  const view = seen([
    one('h1'), one('c'), study('ct'),
    reading('first', 'ct', { lesions: [{ lesion: 'h1', presence: 'present' }] }),
    reading('review', 'ct', { lesions: [{ lesion: 'c', presence: 'present', sizes: size(4) }] }),
  ], { lesions: [lesion('h1'), lesion('c', 'pancreas')] })
  expect(cells(view, 'c')[0]).toMatchObject({ kind: 'size', text: '4 mm', by: 'review', retrospect: true })
  expect(cells(view, 'h1')[0]!.retrospect).toBeUndefined()
})

test('Of one of several nobody says which; of a group its members were among those seen', () => {
  const view = seen([
    one('h1'), study('ct'),
    reading('r', 'ct', { lesions: [{ lesion: 'six', presence: 'present' }] }), one('h2'),
    { kind: 'pathology-report', key: 'biopsy', lesions: [{ oneOf: ['h1', 'h2'] }] },
  ], {
    lesions: [lesion('h1', 'liver', ['six']), lesion('h2', 'liver', ['six'])],
    groups: [group('six', { count: 6, members: ['h1', 'h2'], remainder: 4 })],
  })
  expect(cells(view, 'h1')).toMatchObject([{ kind: 'not-measured', through: 'six' }, { kind: 'one-of' }])
  expect(cells(view, 'h2')[0]!.retrospect).toBe(true)
  expect(rows(view).map((row) => `${row.depth} ${row.id}`)).toEqual(['0 six', '1 h1', '1 h2', '1 six:rest'])
  expect(rows(view).map(rowTitle)).toEqual(['six', 'h1', 'h2', '4 more of six'])
})

test('What was taken out is marked where it was, and is gone from there on', () => {
  const view = seen([
    one('h1'), study('ct-1'), reading('r1', 'ct-1', { lesions: [{ lesion: 'h1', presence: 'present' }] }),
    { kind: 'procedure', key: 'plan', standing: 'planned', removes: ['h1'] },
    { kind: 'procedure', key: 'op', standing: 'performed' },
    { kind: 'specimen', key: 's', takenIn: ['op'], contains: ['h1'] },
    { kind: 'pathology-report', key: 'path', specimens: ['s'], lesions: [{ lesion: 'h1', grade: 'G1' }] },
    study('ct-2', { region: 'liver' }), reading('r2', 'ct-2', {}),
  ], { lesions: [lesion('h1')] })
  expect(matrixOf(view).columns.map((column) => column.key)).toEqual(['ct-1', 'op', 'path', 'ct-2'])
  expect(cells(view, 'h1').map((cell) => cell.kind)).toEqual(['not-measured', 'removed', 'tissue', 'gone'])
  expect(cells(view, 'h1')[2]!.text).toBe('G1')
})

test('Beliefs about a lesion stand in their order; those of its group count until it has its own', () => {
  const view = seen([
    one('h1'),
    { kind: 'attribution', key: 'guess', lesions: ['six'], tumour: 'rectal', certainty: 'suspected' },
    { kind: 'attribution', key: 'rest', lesions: ['six'], tumour: 'rectal', supersedes: ['guess'] },
    { kind: 'attribution', key: 'own', lesions: ['h1'], tumour: 'net', supersedes: ['guess'] },
  ], {
    lesions: [{ ...lesion('h1', 'liver', ['six']), belongs: [{ attribution: 'own', tumour: 'net' }] }],
  })
  expect(rows(view)[0]!.attributions.map((each) => [each.attribution, each.stands, each.through]))
    .toEqual([['guess', false, 'six'], ['own', true, null]])
})

test('Groups of groups are found, and counts are words', () => {
  const view = seen([], {
    groups: [
      group('a', { count: { atLeast: 2 }, sites: [{ organ: 'liver', segments: [3] }], memberOf: ['b'] }),
      group('b', { count: 16, members: ['a'], includes: ['c'], matchedToNone: { atLeast: 5, atMost: 14 } }),
    ],
  })
  expect(groupsAbove(view, { memberOf: ['a'] })).toEqual(['a', 'b'])
  expect(rowNote(rows(view)[0]!))
    .toBe('16 in liver; counts c again; at least 5, at most 14 matched to none of them')
  expect(rowNote(rows(view)[1]!)).toBe('≥ 2 in liver S3')
  expect([3, { atLeast: 5 }, { atMost: 1 }].map(countWords)).toEqual(['3', 'at least 5', 'at most 1'])
})

test('Places are years from zero, days where they are fewer, and nothing where a side is open', () => {
  const years = (low: number, high: number) => ({ low: low * 365.2425, high: high * 365.2425 })
  const places = [
    years(6.25, 6.75), years(4, 4), years(-3.5, -2.5), { low: 19, high: 19 }, years(0, 0), { high: 3 }, null,
  ]
  expect(places.map(placeText)).toEqual(['+6.25…6.75 y', '+4 y', '−3.5…−2.5 y', '+19 d', '0', '', ''])
})

test('What was only possibly known is in no cell', () => {
  const step = { shown: [{ possibly: true, headline: '', shown: { entry: { kind: 'lesion', key: 'h' } } }] }
  const replay = { order: ['h'], steps: [step] } as unknown as Parameters<typeof seenIn>[0]
  expect(seenIn(replay).entries.size).toBe(0)
})

const NONE = { categories: [], evidence: [], remarks: [], explained: [] }
const measure = (name: string, ...values: (Partial<Value> & { of: Value['of'] })[]): Measure => ({
  name, version: 1, group: 'lesions', title: name, per: 'lesion', citations: [],
  values: values.map((value) => ({ ...NONE, status: 'exact', ...value })),
})

test('Sums, responses, changes and states are those of the measures, each in its place', () => {
  const measures = [
    measure(
      'recist.target-sum', { of: { entries: ['net', 'ct-1'] }, point: 39 },
      { of: { entries: ['net', 'ct-2'] }, point: 47 }),
    measure('recist.response', { of: { entries: ['net', 'ct-2'] }, categories: ['PD'] }),
    measure(
      'size-change', { of: { entries: ['m', 'r1', 'r2'] }, point: 20 },
      { of: { entries: ['m', 'r1', 'r3'], name: 'first to last' }, point: 5 }),
    measure(
      'lesion-state', { of: { entries: ['m'] }, categories: ['in situ'] },
      { of: { entries: ['six'], name: 'not told apart' } }),
  ]
  const [sum] = sumsOf(measures)
  const cellsOf = [...sum!.byStudy.entries()]
  expect(cellsOf.map(([at, found]) => [at, found.sum?.value.point, found.response?.value.categories[0]])).toEqual([['ct-1', 39, undefined], ['ct-2', 47, 'PD']])
  expect([...changesOf(measures).keys()]).toEqual(['m r2'])
  expect([...statesOf(measures).keys()]).toEqual(['m', 'six:rest'])
})
