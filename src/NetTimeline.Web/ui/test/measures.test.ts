import { expect, test } from 'vitest'
import { counted, groupsOf } from '../src/measures/choose'
import { instanceText, instanceWord, valueAt } from '../src/measures/instance'
import {
  boundsSentence, inParts, intervalText, numberText, unitText, valueText, type Measure, type Value,
} from '../src/measures/value'

const NONE: Value = {
  of: { entries: [] }, status: 'exact', categories: [], evidence: [], remarks: [], explained: [],
}

const value = (said: Partial<Value>): Value => ({ ...NONE, ...said })

const DETECTION = value({
  of: { entries: ['pancreatic-net'] },
  status: 'bounded', low: 6.25, lowIncluded: true, high: 6.75, point: 6.5, unit: 'a',
  evidence: [{ entry: 'hepatectomy', role: 'start' }, { entry: 'planned-hepatectomy', role: 'not-used' }],
})

test('Numbers have four significant digits, whole ones all of theirs, and halves go away from zero', () => {
  const numbers = [6.5, 6.73981926391, 1899, 12345.6, 0.220942408377, 0.0123456, -16.7095115681, 0, 2.00005, 1.0005]
  expect(numbers.map(numberText))
    .toEqual(['6.5', '6.74', '1899', '12346', '0.2209', '0.01235', '−16.71', '0', '2', '1.001'])
})

test('Brackets say which ends are included', () => {
  expect(intervalText(DETECTION)).toBe('[6.25, 6.75)')
  expect(intervalText(value({ low: 0, high: 1.2, highIncluded: true }))).toBe('(0, 1.2]')
  expect(intervalText(value({ low: 4.1, lowIncluded: true }))).toBe('≥ 4.1')
  expect(intervalText(value({ low: 4.1 }))).toBe('> 4.1')
  expect(intervalText(value({ high: 4.1, highIncluded: true }))).toBe('≤ 4.1')
  expect(intervalText(value({ high: 4.1 }))).toBe('< 4.1')
  expect(intervalText(value({ low: 3, lowIncluded: true, high: 3, highIncluded: true }))).toBe('3')
  expect(intervalText(value({ low: 3, high: 3.00001 }))).toBe('about 3')
  expect(intervalText(NONE)).toBe('')
})

test('The best number stands beside its bounds, categories beside each other, a reason in their place', () => {
  expect(valueText(DETECTION)).toBe('6.5 [6.25, 6.75) years')
  expect(inParts(value({ low: 1, lowIncluded: true, high: 1, highIncluded: true, point: 1, unit: 'foci' })))
    .toEqual({ kind: 'number', main: '1', bounds: '', unit: 'focus' })
  expect(valueText(value({ low: 5.5, lowIncluded: true, high: 6.75, unit: 'a' }))).toBe('[5.5, 6.75) years')
  expect(valueText(value({ status: 'bounded', categories: ['G1', 'G2'] }))).toBe('G1 or G2')
  expect(inParts(value({ status: 'not-computable', reason: 'No assay is stated.' })).kind).toBe('none')
})

test('Units are words, and what is no unit is none', () => {
  const units = ['a', 'mm/a', '%/mo', '%', '1', '/min', 'mL/min/{1.73_m2}', '{diagnoses}', undefined]
  expect(units.map((unit) => unitText(unit)))
    .toEqual(['years', 'mm per year', '% per month', '%', '', '/min', 'mL/min/1.73 m2', 'diagnoses', ''])
})

test('Bounds are a sentence too', () => {
  expect(boundsSentence(DETECTION)).toBe('at least 6.25 and less than 6.75 years')
  expect(boundsSentence(value({ low: 4.1, unit: '%' }))).toBe('more than 4.1 %')
  expect(boundsSentence(NONE)).toBe('')
})

const measure = (name: string, group: Measure['group'], values: Value[]): Measure =>
  ({ name, group, values, version: 1, title: `Title of ${name}`, per: 'tumour', citations: [] })

const ALL = [
  measure('time-to-primary', 'primary', [
    DETECTION, value({ of: { entries: ['nen'] }, status: 'not-computable', reason: 'x' }),
  ]),
  measure('sizes', 'lesions', [value({ of: { entries: ['h1'], name: 'first to last' }, categories: ['PR'] })]),
  measure('order', 'primary', [value({ categories: ['metastasis-first'] })]),
]

const wanted = (words: string, ...statuses: Value['status'][]): string[] =>
  groupsOf(ALL, { words, statuses: new Set(statuses) })
    .flatMap((group) => group.measures.flatMap(({ rows }) => rows))
    .map((row) => `${row.measure.name} ${instanceWord(row.value.of)}`)

test('Values are chosen by status and by every word, also of entries that they rest on', () => {
  expect(wanted('')).toEqual([
    'time-to-primary pancreatic-net', 'time-to-primary nen', 'order ', 'sizes h1:first to last',
  ])
  expect(wanted('', 'bounded', 'exact')).toHaveLength(3)
  expect(wanted('Primary 6.5')).toEqual(['time-to-primary pancreatic-net'])
  expect(wanted('hepatectomy')).toEqual(['time-to-primary pancreatic-net'])
  expect(wanted('planned-hepatectomy')).toEqual([])
  expect(Object.fromEntries(counted(ALL))).toEqual({ bounded: 1, 'not-computable': 1, exact: 2 })
})

test('An address names the instance, or takes the first', () => {
  expect(valueAt(ALL[0]!, null)).toBe(DETECTION)
  expect(valueAt(ALL[1]!, 'h1:first to last')?.categories).toEqual(['PR'])
  expect(valueAt(ALL[1]!, 'h2')).toBeNull()
  expect([ALL[0]!, ALL[1]!, ALL[2]!].map((each) => instanceText(each.values[0]!.of)))
    .toEqual(['pancreatic-net', 'h1 – first to last', 'the patient'])
})
