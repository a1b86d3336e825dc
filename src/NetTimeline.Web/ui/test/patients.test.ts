import { describe, expect, test } from 'vitest'
import { asked, chosen, nothing, withoutValue, withValue } from '../src/patients/filters'
import { marksOf, said } from '../src/patients/sketch'
import { named, person, whole, type Row } from '../src/patients/words'
import { search } from '../src/router'

const query = (text: string): URLSearchParams => new URLSearchParams(text)

describe('What is searched by stands in the address', () => {
  test('and is asked by the same names, the box by any word', () =>
    expect(search(asked(query('q=panc&site=ileum&site=pancreas&born=1950..1960&possible=true&known=day:2019-05-20'))))
      .toBe('?text=panc&site=ileum&site=pancreas&born=1950..1960&possible=true'))

  test('part by part', () =>
    expect(chosen(query('site=ileum&grade=g2')).map((part) => part.value)).toEqual(['ileum', 'g2']))

  test('of several values one can be taken away', () => {
    expect(withValue(query('site=ileum'), 'site', 'ileum')).toEqual({ site: ['ileum'] })
    expect(withoutValue(query('site=a&site=b'), 'site', 'a')).toEqual({ site: ['b'] })
    expect(withoutValue(query('site=a'), 'site', 'a')).toEqual({ site: null })
  })

  test('clearing takes all of it and nothing else', () => {
    expect(Object.keys(nothing())).toContain('q')
    expect(Object.keys(nothing())).not.toContain('known')
  })
})

test('Numbers keep the bounds that are known of them', () => {
  expect([{ low: 4, high: 4 }, { low: 2, high: 3 }, { low: 53 }, { high: 9 }, {}, undefined].map(whole))
    .toEqual(['4', '2–3', '≥ 53', '≤ 9', 'n/r', 'n/r'])
})

test('Who somebody is, is said as far as it is told', () => {
  expect(person({ sex: 'male', ageAtDiagnosis: { low: 53 } } as Row)).toBe('m · ≥ 53')
  expect(person({} as Row)).toBe('n/r · n/r')
  expect(person({ sex: 'female', ageAtDiagnosis: { low: 0 } } as Row)).toBe('f · n/r')
  expect(person({ sex: 'female', ageAtDiagnosis: { low: 0, high: 0 } } as Row)).toBe('f · 0')
})

test('A concept and the word it was taken from are one', () =>
  expect(named(['neuroendocrine tumour', 'neuroendocrine-tumour'])).toEqual(['neuroendocrine tumour']))

describe('A sketch', () => {
  test('has one path for each kind, within its box', () => {
    const [imaging, procedure] = marksOf({ scale: 'days', lanes: [
      { kind: 'imaging', at: [0, 99] }, { kind: 'procedure', at: [50] },
    ] })
    expect(imaging?.path.match(/M/g)).toHaveLength(2)
    expect(imaging?.path).toContain('M2.8 ')
    expect(imaging?.path).toContain('M192.8 ')
    expect(procedure?.tone).not.toBe(imaging?.tone)
  })

  test('says what it is to those who do not see it', () => {
    expect(said({ scale: 'order', lanes: [{ kind: 'imaging', at: [0, 99] }] })).toContain('in order')
    expect(said({ scale: 'order' })).toBe('Nothing of the course can be drawn')
  })
})
