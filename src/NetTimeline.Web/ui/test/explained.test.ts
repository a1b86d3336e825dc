import { expect, test } from 'vitest'
import {
  citation, historyOf, momentWords, notUsed, restsOn, sideBySide, type Steps,
} from '../src/measures/explained'
import { scaleOf } from '../src/measures/scale'
import type { Measure, Value } from '../src/measures/value'

const NONE = { of: { entries: ['net'] }, categories: [], evidence: [], remarks: [], explained: [] }

const value = (said: Partial<Value>): Value => ({ ...NONE, status: 'bounded', ...said })

const TIME = value({
  low: 6.25, lowIncluded: true, high: 6.75, point: 6.5, unit: 'a',
  evidence: [
    { entry: 'ct', role: 'dates', says: 'its statement of time gives a bound' },
    { entry: 'planned', role: 'not-used', says: 'standing is planned' },
    { entry: 'reading', role: 'end' }, { entry: 'hepatectomy', role: 'start' },
  ],
})

test('What a value rests on is read from start to end; what was not used stands apart with its reason', () => {
  expect(restsOn(TIME).map((each) => [each.words, each.entry, each.says])).toEqual([
    ['Begins with', 'hepatectomy', ''], ['Ends with', 'reading', ''], ['Gives a bound', 'ct', ''],
  ])
  expect(notUsed(TIME)).toEqual([{ entry: 'planned', says: 'standing is planned' }])
})

test('A time is drawn from its start: what is certain, what is open, and its brackets', () => {
  const scale = scaleOf(TIME)!
  expect([scale.isTime, scale.from, scale.certainTo]).toEqual([true, 0, 6.25])
  expect([scale.openFrom, scale.openTo]).toEqual([6.25, 6.75])
  expect([scale.low, scale.high]).toEqual([{ at: 6.25, included: true }, { at: 6.75, included: false }])
  expect(scale.to).toBeGreaterThan(6.75)
})

test('What nothing bounds runs to the edge', () => {
  const longer = scaleOf(value({ status: 'censored', low: 6.25, unit: 'a', evidence: TIME.evidence }))!
  expect(longer.high).toBeNull()
  expect(longer.openTo).toBe(longer.to)
  expect(longer.to).toBeGreaterThan(6.25)
})

test('A narrow interval is drawn alone; single numbers and categories are not drawn', () => {
  const narrow = scaleOf(value({ low: 47.65, lowIncluded: true, high: 47.75, unit: '%' }))!
  expect([narrow.from, narrow.to].map((each) => each.toFixed(2))).toEqual(['47.55', '47.85'])
  expect(scaleOf(value({ low: 3, high: 3, unit: 'foci' }))).toBeNull()
  expect(scaleOf(value({ categories: ['G1'] }))).toBeNull()
  expect(scaleOf(value({ high: -16.7, unit: '%' }))!.from).toBeLessThan(-16.7)
})

const NO_END = value({ status: 'not-computable', reason: 'no end' })

const STEPS: Steps = {
  patient: 'p', version: 3, measure: 'm', definition: 1, axis: 'known', asOf: {},
  steps: [
    { ask: 'known=entry%3Act', at: { known: 'entry:ct' }, with: ['ct'], changes: [
      { measure: 'm', of: { entries: ['net'] }, after: NO_END, by: ['ct'] },
      { measure: 'm', of: { entries: ['other'] }, after: TIME, by: [] },
    ] },
    { ask: '', at: {}, with: [], changes: [
      { measure: 'm', of: { entries: ['net'] }, before: NO_END, after: TIME, by: ['reading'] },
    ] },
  ],
}

test('The history of one value leaves out the others', () => {
  const moments = historyOf(STEPS, 'net')
  expect(moments.map((each) => [each.words, each.before, each.after, each.by])).toEqual([
    ['with ct', null, NO_END, ['ct']], ['now', NO_END, TIME, ['reading']],
  ])
})

test('Before and after stand side by side, and what changed is marked', () => {
  const [first] = historyOf(STEPS, 'net').slice(1)
  expect(sideBySide(first!.before, first!.after)).toEqual([
    { member: 'value', before: '', after: '6.5', changed: true },
    { member: 'bounds', before: '', after: '[6.25, 6.75)', changed: true },
    { member: 'status', before: 'not computable', after: 'bounded', changed: true },
    { member: 'reason', before: 'no end', after: '', changed: true },
    { member: 'rests on', before: '', after: 'hepatectomy, reading, ct', changed: true },
  ])
  expect(sideBySide(TIME, TIME).some((side) => side.changed)).toBe(false)
})

test('Moments are words', () => {
  expect(momentWords({ known: 'day:2019-05-20' })).toBe('on 2019-05-20')
  expect(momentWords({ recorded: '2026-01-31T12:00:00.123456Z' })).toBe('recorded 2026-01-31 12:00:00 UTC')
})

test('A citation says what, of whom, by which rule and as of when', () => {
  const measure: Measure = {
    name: 'm', version: 2, group: 'primary', title: 'Time to the primary', per: 'tumour', values: [],
    citations: [{ text: 'A paper', link: 'https://doi.org/1' }],
  }
  expect(citation({ patient: 'p', measure, value: TIME, asOf: { known: 'entry:ct' }, version: 7 })).toBe(
    'p (net): Time to the primary: 6.5 [6.25, 6.75) years. Measure m, version 2; as known with ct; '
    + 'record version 7. A paper https://doi.org/1')
})
