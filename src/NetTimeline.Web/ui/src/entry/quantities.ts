// Measured values and counts as the API takes them, for a form. Pure.
import { isObject, Numeral, numeral, type Json, type JsonObject } from './json'

export type QuantityForm = '=' | '<' | '<=' | '>=' | '>' | 'range' | 'word' | 'course' | 'other'

export const QUANTITY_FORMS: readonly { readonly form: QuantityForm; readonly label: string }[] = [
  { form: '=', label: '=' },
  { form: '<', label: '<' },
  { form: '<=', label: '≤' },
  { form: '>=', label: '≥' },
  { form: '>', label: '>' },
  { form: 'range', label: 'from – to' },
  { form: 'word', label: 'in a word' },
  { form: 'course', label: 'its course' },
]

const OWN: Readonly<Record<Exclude<QuantityForm, 'other'>, readonly string[]>> = {
  '=': ['value', 'unit'],
  '<': ['comparator', 'value', 'unit'],
  '<=': ['comparator', 'value', 'unit'],
  '>=': ['comparator', 'value', 'unit'],
  '>': ['comparator', 'value', 'unit'],
  range: ['low', 'high', 'unit'],
  word: ['word'],
  course: ['course', 'value', 'unit', 'comparedTo'],
}

export function quantityForm(quantity: Json | undefined): QuantityForm {
  if (quantity === undefined) return '='
  if (!isObject(quantity)) return 'other'
  const comparator = quantity['comparator']
  const told: QuantityForm = 'course' in quantity ? 'course'
    : 'word' in quantity ? 'word'
      : 'low' in quantity || 'high' in quantity ? 'range'
        : isForm(comparator) ? comparator : comparator === undefined ? '=' : 'other'
  return told === 'other' || Object.keys(quantity).every((name) => OWN[told].includes(name)) ? told : 'other'
}

/** In another form; the number and its unit go along where they can. */
export function inQuantityForm(quantity: Json | undefined, form: QuantityForm): Json | undefined {
  const object = isObject(quantity) ? quantity : {}
  if (form === 'other') return quantity
  const number = object['value'] ?? object['low'] ?? ''
  const unit = object['unit']
  const started: Record<Exclude<QuantityForm, 'other'>, JsonObject> = {
    '=': { value: number }, '<': { comparator: '<', value: number }, '<=': { comparator: '<=', value: number },
    '>=': { comparator: '>=', value: number }, '>': { comparator: '>', value: number },
    range: { low: number, high: '' }, word: { word: '' }, course: { course: 'rising' },
  }
  const next = started[form]
  return unit !== undefined && OWN[form].includes('unit') && form !== 'course' ? { ...next, unit } : next
}

export type CountForm = 'exactly' | 'atLeast' | 'atMost' | 'between' | 'other'

export const COUNT_FORMS: readonly { readonly form: CountForm; readonly label: string }[] = [
  { form: 'exactly', label: 'exactly' },
  { form: 'atLeast', label: 'at least' },
  { form: 'atMost', label: 'at most' },
  { form: 'between', label: 'between' },
]

export function countForm(count: Json | undefined): CountForm {
  if (!isObject(count)) return count === undefined || typeof count === 'string' || count instanceof Numeral
    ? 'exactly' : 'other'
  const names = Object.keys(count)
  if (names.length === 0 || names.some((name) => name !== 'atLeast' && name !== 'atMost')) return 'other'
  return names.length === 2 ? 'between' : names[0] === 'atLeast' ? 'atLeast' : 'atMost'
}

export function inCountForm(count: Json | undefined, form: CountForm): Json | undefined {
  const number = isObject(count) ? (count['atLeast'] ?? count['atMost'] ?? '') : (count ?? '')
  switch (form) {
    case 'exactly':
      return number === '' ? undefined : number
    case 'atLeast':
      return { atLeast: number }
    case 'atMost':
      return { atMost: number }
    case 'between':
      return { atLeast: number, atMost: '' }
    case 'other':
      return count
  }
}

/** What a field shows of a value that is a number, or is to become one. */
export function digits(value: Json | undefined): string {
  return value instanceof Numeral ? value.text : typeof value === 'string' ? value : ''
}

/** What is typed where a number belongs; nothing typed is nothing said. */
export function typed(text: string): Json | undefined {
  return text === '' ? undefined : numeral(text)
}

function isForm(word: Json | undefined): word is '<' | '<=' | '>=' | '>' {
  return typeof word === 'string' && ['<', '<=', '>=', '>'].includes(word)
}
