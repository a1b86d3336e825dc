// What the forms ask, what they make of it, and where faults stand.
import { book } from 'virtual:entry-schemas'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { adviceOn, isStale, wasRecorded } from '../src/entry/advice'
import { BESIDE, DATE_FORMS, formOf, inForm, turned, withMember, type DateForm } from '../src/entry/dates'
import { forget, keep, keptDraft, nameOf, tasksOf, type Draft } from '../src/entry/drafts'
import { placed } from '../src/entry/faults'
import { COMMON, freeKey, labelOf, membersOf, ofKind, OTHERS, sectionsOf, strangers } from '../src/entry/forms'
import { isObject, Numeral, readJson, writeJson, type Json } from '../src/entry/json'
import { countForm, inCountForm, inQuantityForm, quantityForm, QUANTITY_FORMS } from '../src/entry/quantities'
import { firstOf, keyIn, kindIn, versionOf } from '../src/entry/tasks'

const value = (text: string): Json => {
  const read = readJson(text)
  if ('wrong' in read) throw new Error(read.wrong)
  return read.value
}
const entries = ['calcitonin-pannen', 'omori-2020'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, '../../../../tests/case-reports', name, 'input.ndjson'), 'utf8').trim()
    .split('\n').map((line) => value(line))
    .flatMap((line) => (isObject(line) && isObject(line['entry']) ? [line['entry']] : [])))

/** Every value of a record, anywhere in an entry. */
function valuesOf(record: string, of: Json, type: string): Json[] {
  if (!isObject(of)) return []
  return membersOf(type).flatMap((member) => {
    const found = of[member.name]
    const inner = member.type.is === 'list' ? member.type.of : member.type
    if (found === undefined || inner.is !== 'record') return []
    const items = member.type.is === 'list' ? (found as readonly Json[]) : [found]
    return inner.name === record ? items : items.flatMap((item) => valuesOf(record, item, inner.name))
  })
}
const all = (record: string): Json[] =>
  entries.flatMap((entry) => valuesOf(record, entry, book.kinds[String(entry['kind'])] ?? ''))

describe('The forms', () => {
  test('are of all kinds of entry', () =>
    expect([...COMMON, ...OTHERS].sort()).toEqual(Object.keys(book.kinds).sort()))

  test.each(Object.keys(book.kinds))('have a place for each member of %s, and one only', (kind) =>
    expect(sectionsOf(kind).flatMap((section) => section.members.map((each) => each.name)).sort())
      .toEqual(membersOf(book.kinds[kind]!).map((each) => each.name).filter((name) => name !== 'kind').sort()))

  test('have a field for everything that both case reports say', () => {
    for (const entry of entries) expect(strangers(book.kinds[String(entry['kind'])] ?? '', entry)).toEqual([])
  })

  test('call a member by its own words', () => {
    expect(labelOf('histologicType')).toBe('Histologic type')
    expect(labelOf('axis', 'status')).toBe('Of what')
  })

  test('suggest a key that is free', () =>
    expect(freeKey('biopsy', new Set(['biopsy-1', 'biopsy-2']))).toBe('biopsy-3'))

  test('keep what was typed when the kind changes', () => {
    const entry = ofKind(value('{"kind": "note", "key": "note-1", "text": "x", "about": ["y"]}'), 'biopsy', 'biopsy-1')
    expect(writeJson(entry)).toContain('"text": "x"')
    expect(strangers('BiopsyEntry', entry)).toEqual(['about'])
  })
})

describe('A date', () => {
  test('has a form of its own, wherever a case report states one', () => {
    const dates = all('StatedDate')
    expect(dates.length).toBeGreaterThan(200)
    for (const date of dates) {
      expect(formOf(date)).not.toBe('other')
      expect(inForm(date, formOf(date))).toEqual(date)
    }
  })

  test.each(DATE_FORMS.filter((each) => each.form !== 'on'))('that is chosen to be "$label" is that', ({ form }) => {
    expect(formOf(inForm('2019-05', form))).toBe(form)
    expect(formOf(inForm(undefined, form))).toBe(form)
  })

  test('that is emptied is not stated', () => {
    expect(withMember('2019', 'date', undefined)).toBeUndefined()
    expect(inForm({ age: '' }, 'on')).toBeUndefined()
  })

  test('keeps what stands beside it in every form', () => {
    const beside = { notBefore: ['a'], notAfter: ['b'], text: 'about then', judgement: 'we think', disputed: true }
    for (const { form } of DATE_FORMS) {
      const date = inForm({ offset: 'P3M', before: 'x', ...beside }, form)
      const kept = Object.entries(date as object).filter(([name]) => BESIDE.includes(name))
      expect(Object.fromEntries(kept)).toEqual(beside)
    }
  })

  test('is a text where it is nothing but a date, and an object where it is more', () => {
    expect(withMember(undefined, 'date', '2019')).toBe('2019')
    expect(withMember('2019', 'text', 'spring')).toEqual({ date: '2019', text: 'spring' })
    expect(withMember({ date: '2019', text: 'spring' }, 'text', undefined)).toBe('2019')
  })

  test('turns from after to before', () =>
    expect(turned({ offset: 'P3M', after: 'x', plusMinus: 'P2W' }, 'before'))
      .toEqual({ offset: 'P3M', before: 'x', plusMinus: 'P2W' }))

  test('with members of several forms is left as it is', () => {
    const date = { age: new Numeral('66'), from: '2019' }
    expect(formOf(date)).toBe('other')
    expect(inForm(date, 'other' satisfies DateForm)).toBe(date)
  })
})

describe('A quantity', () => {
  test('has a form of its own, wherever a case report states one', () => {
    const quantities = all('Quantity')
    expect(quantities.length).toBeGreaterThan(40)
    for (const quantity of quantities) expect(quantityForm(quantity)).not.toBe('other')
    for (const count of all('Count')) expect(countForm(count)).not.toBe('other')
  })

  test.each(QUANTITY_FORMS)('that is chosen to be "$label" is that', ({ form }) =>
    expect(quantityForm(inQuantityForm({ value: new Numeral('4.50'), unit: 'ng/mL' }, form))).toBe(form))

  test('takes its number and its unit along', () =>
    expect(inQuantityForm({ value: new Numeral('4.50'), unit: 'ng/mL' }, '<'))
      .toEqual({ comparator: '<', value: new Numeral('4.50'), unit: 'ng/mL' }))

  test.each(['exactly', 'atLeast', 'atMost', 'between'] as const)('a count becomes %s', (form) =>
    expect(countForm(inCountForm(new Numeral('3'), form))).toBe(form))
})

test('A fault stands at its field, else at the one around it, else on top', () => {
  const fault = (pointer: string | null) => ({ pointer, detail: String(pointer) })
  const found = placed([fault('/occurred/after'), fault('/key'), fault('/nowhere'), fault(null)],
    new Set(['/occurred', '/key']))
  expect([...found.fields.keys()]).toEqual(['/occurred', '/key'])
  expect(found.others.map((each) => each.pointer)).toEqual(['/nowhere', null])
})

describe('A draft', () => {
  const draft: Draft = { text: '{}', idempotencyKey: 'k', tag: '"3"', changedAt: '2026-01-01T00:00:00Z' }

  function store(): Storage {
    const all = new Map<string, string>()
    return {
      get length() { return all.size }, clear: () => all.clear(), key: (index) => [...all.keys()][index] ?? null,
      getItem: (name) => all.get(name) ?? null, setItem: (name, text) => void all.set(name, text),
      removeItem: (name) => void all.delete(name),
    }
  }

  test('is kept for its patient and its task, until it is forgotten', () => {
    const kept = store()
    expect(keep(kept, 'p', { act: 'amend', entry: 'e' }, draft)).toBe(true)
    keep(kept, 'p2', { act: 'add' }, draft)
    expect(keptDraft(kept, 'p', { act: 'amend', entry: 'e' })).toEqual(draft)
    expect(keptDraft(kept, 'p', { act: 'add' })).toBeNull()
    expect(tasksOf(kept, 'p')).toEqual([{ act: 'amend', entry: 'e' }])
    forget(kept, 'p', { act: 'amend', entry: 'e' })
    expect(tasksOf(kept, 'p')).toEqual([])
  })

  test('that cannot be read is none', () => {
    const kept = store()
    for (const text of ['{', '{}', '"x"', 'null']) {
      kept.setItem(nameOf('p', { act: 'add' }), text)
      expect(keptDraft(kept, 'p', { act: 'add' })).toBeNull()
    }
  })

  test('begins with what it is about', () => {
    const current = value('{"kind": "note", "key": "n", "occurred": "2019", "text": "x"}')
    const start = { kind: 'biopsy', current, taken: new Set(['n-amended-1']) }
    const amended = firstOf({ ...start, task: { act: 'amend', entry: 'n' } })
    expect(kindIn(amended)).toBe('note')
    expect(isObject(amended) && amended['key']).toBe('n-amended-2')
    expect(firstOf({ ...start, task: { act: 'redate', entry: 'n' } })).toMatchObject({ dates: { occurred: '2019' } })
    expect(keyIn({ act: 'add' }, firstOf({ ...start, task: { act: 'add' } }))).toBe('biopsy-1')
    expect(versionOf('"57"')).toBe(57)
  })
})

test('What to do is told where the API itself does not', () => {
  const problem = (status: number, type = '/problems/x', retryAfterSeconds: number | null = null) => ({
    kind: 'problem' as const, retryAfterSeconds,
    problem: { type, title: '', status, detail: '', request: '' },
  })
  expect(adviceOn({ kind: 'unreachable' })).toContain('recorded once')
  expect(adviceOn({ kind: 'foreign', status: 401 })).toContain('not signed in')
  expect(adviceOn(problem(403))).toContain('address of the server')
  expect(adviceOn(problem(410))).toContain('removed from this browser')
  expect(adviceOn(problem(503, '/problems/too-busy', 3))).toContain('in 3 s')
  expect(adviceOn(problem(422))).toBe('')
  expect(wasRecorded(problem(422, '/problems/idempotency-key-reused'))).toBe(true)
  expect([isStale(problem(412)), isStale(problem(409)), isStale(null)]).toEqual([true, false, false])
})
