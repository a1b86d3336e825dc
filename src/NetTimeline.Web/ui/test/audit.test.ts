import { describe, expect, test } from 'vitest'
import { extentOf as shownOf, outcomeOf, whatOf as operationOf, type Shown } from '../src/audit/access'
import { leaves, saidBefore, spokenBy, unchanged } from '../src/audit/statement'
import { asked, from, isNarrowed, to } from '../src/audit/wanted'
import { extentOf, gistOf, isErased, lateOf, subjectOf, whatOf, whoOf, type Line } from '../src/audit/words'

function line(position: number, change: Partial<Line> = {}): Line {
  return {
    position, epoch: 0, index: position - 1, patient: 'p', stream: 's', version: position, id: `e${position}`,
    type: 'procedure_recorded', recordedAt: '2026-11-22T06:55:30.002817Z', actor: 'dr.k', change: 'creation',
    key: 'ct-1', changed: [], ...change,
  }
}

const stated = line(1, { changed: [{ of: 'ct-1', pointer: '', after: {
  key: 'ct-1', name: 'appendectomy', occurred: '2019-05-20', basis: ['imaging', 'course'],
  source: { locator: 'p. 1' } } }] })
const amended = line(2, {
  type: 'entry_amended', change: 'amendment', key: 'fix-1', corrects: 'ct-1', reason: 'misread', changed: [
    { of: 'ct-1', pointer: '/occurred', before: '2019-05-20', after: '2019-05-19' },
    { of: 'ct-1', pointer: '/basis/1', before: 'course', after: 'histology' },
    { of: 'ct-1', pointer: '/source/locator', before: 'p. 1' }],
})
const retracted = line(3, {
  type: 'entry_retracted', change: 'retraction', key: 'gone-1', corrects: 'ct-1', reason: 'of another patient',
  changed: [{ of: 'ct-1', pointer: '', before: { key: 'ct-1' } }],
})

describe('What is wanted stands in the address', () => {
  test('a day is all of it, both ends', () => {
    expect([from('2026-11-22'), to('2026-11-22')]).toEqual(['2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'])
    expect(to('2024-12-31')).toBe('2025-01-01T00:00:00Z')
  })

  test('what is no day is left to the server to take or to refuse', () => {
    expect(['2026-11-22T06:00:00Z', 'yesterday', '2026-13-45', null].map(to))
      .toEqual(['2026-11-22T06:00:00Z', 'yesterday', '2026-13-45', null])
  })

  test('newest first, and on a patient’s page of that patient', () => {
    const query = new URLSearchParams('actor=dr.k&line=7&patient=q')
    expect(asked(query, 'p')).toMatchObject({ patient: 'p', actor: 'dr.k', order: 'newest' })
    expect(asked(query, null)).toMatchObject({ patient: 'q' })
    expect(isNarrowed(new URLSearchParams('line=7'), null)).toBe(false)
    expect(isNarrowed(new URLSearchParams('patient=q'), null)).toBe(true)
  })
})

describe('A line is said in words', () => {
  test('what, of what, why', () => {
    expect([whatOf(amended), subjectOf(amended), gistOf(amended)]).toEqual(['Entry amended', 'ct-1', 'misread'])
    expect([whatOf(stated), subjectOf(stated)]).toEqual(['Procedure recorded', 'ct-1'])
  })

  test('what was erased says who erased it, and not who did it', () => {
    const gone = line(4, { type: 'erased', actor: '', change: 'erasure', unreadable: 'It was erased.', erasedBy: {
      version: 5, at: '2026-11-22T06:55:30Z', actor: 'dpo', authority: 'officer', legalBasis: 'GDPR',
      reason: 'withdrawn' } })
    expect([whatOf(gone), whoOf(gone), gistOf(gone)]).toEqual(['ERASED', 'not known any more', 'by dpo: withdrawn'])
    expect(isErased(line(5, { type: 'entry_erased', change: 'erasure' }))).toBe(false)
  })

  test('a delay has its bounds', () => {
    expect(lateOf(line(1, { recordedLate: { low: 31, high: 61.5 } }))).toBe('31 to 62 days late')
    expect(lateOf(line(1, { recordedLate: { low: 40 } }))).toBe('40 days late')
    expect(lateOf(stated)).toBe('')
  })
})

describe('How much of the log is shown', () => {
  const of = (each: Line): number => each.position
  const all = { rows: [retracted, amended, stated], whole: true, narrowed: false, of, newest: null }

  test('complete is said where no number is missing', () =>
    expect(extentOf(all)).toEqual({ text: 'complete: 3 of 3', tone: 'good' }))

  test('a gap is named, and what another answer counts is not forgotten', () => {
    expect(extentOf({ ...all, rows: [retracted, stated] }).text).toBe('not complete: 2 is missing')
    expect(extentOf({ ...all, newest: 4 })).toEqual({ text: 'not complete: 4 is missing', tone: 'bad' })
  })

  test('a page of it is no whole', () => {
    expect(extentOf({ ...all, whole: false }).text).toBe('3 shown, down to #1; more below')
    expect(extentOf({ ...all, narrowed: true, rows: [amended] }).text).toBe('complete: 1 line fits')
  })
})

describe('Before and after', () => {
  test('a statement is told member by member', () =>
    expect(spokenBy(stated)).toEqual([{ of: 'ct-1', does: 'stated', sides: [
      { member: 'key', before: null, after: 'ct-1' }, { member: 'name', before: null, after: 'appendectomy' },
      { member: 'occurred', before: null, after: '2019-05-20' },
      { member: 'basis', before: null, after: 'imaging, course' },
      { member: 'source › locator', before: null, after: 'p. 1' }] }]))

  test('an amendment by the places it changed, counted from one', () => {
    const [spoken] = spokenBy(amended)
    expect(spoken?.does).toBe('changed')
    expect(spoken?.sides).toEqual([
      { member: 'occurred', before: '2019-05-20', after: '2019-05-19' },
      { member: 'basis › 2', before: 'course', after: 'histology' },
      { member: 'source › locator', before: 'p. 1', after: null }])
  })

  test('what it left as it was follows from the acts before it, in whatever order they come', () => {
    const said = saidBefore([amended, stated], 'ct-1', 2)
    expect(unchanged(said, spokenBy(amended)[0]!.sides)).toEqual([['key', 'ct-1'], ['name', 'appendectomy']])
    expect(saidBefore([retracted, amended, stated], 'ct-1', 3)).toEqual({
      key: 'ct-1', name: 'appendectomy', occurred: '2019-05-19', basis: ['imaging', 'histology'], source: {} })
  })

  test('a retraction withdraws all of it', () => {
    expect(spokenBy(retracted)[0]?.does).toBe('withdrawn')
    expect(saidBefore([stated, retracted], 'ct-1', 4)).toBeNull()
  })

  test('what replaces an attribution leaves it as it was', () => {
    const anew = line(2, { type: 'lesion_reattributed', key: 'other', corrects: 'ct-1', changed: [
      { of: 'ct-1', pointer: '/name', before: 'appendectomy', after: 'else' }] })
    expect(saidBefore([stated, anew], 'ct-1', 3)).toMatchObject({ name: 'appendectomy' })
  })

  test('nothing is made up where an act cannot be read', () =>
    expect(saidBefore([line(1, { unreadable: 'newer' }), amended], 'ct-1', 3)).toBeNull())

  test('names with slashes, lists of objects and empty values are told as they are', () => {
    expect([...leaves({ a: [{ b: 1 }, { b: null }], c: {}, d: [] })])
      .toEqual([['a › 1 › b', '1'], ['a › 2 › b', 'null'], ['c', '{}'], ['d', 'none']])
    const odd = line(1, { changed: [{ of: 'x', pointer: '/a~1b', after: 1 }] })
    expect(spokenBy(odd)[0]?.sides[0]?.member).toBe('a/b')
  })
})

describe('Who was shown what', () => {
  const shown: Shown = {
    position: 1, id: 'a', recordedAt: '2026-11-22T06:55:30Z', actor: 'dr.k', request: 'r', operation: 'getReplay',
    category: 'course', outcome: 'success', lastsSeconds: 900, count: 1,
  }

  test('is said in words, also where a newer server names what is not known here', () => {
    expect([operationOf(shown), shownOf(shown)]).toEqual(['History, moment by moment', '1 row · all views within 900 s'])
    expect(operationOf({ ...shown, operation: 'getTumourBoard' })).toBe('Get tumour board')
    expect(outcomeOf({ ...shown, outcome: 'refused' }).words).toBe('refused')
  })
})
