// A date as the API takes it, for a form: which of its forms it has, and what becomes of it in another one. Pure.
// A member that was chosen and not yet filled in is an empty text, of which the API then says what is missing.
import { isObject, type Json, type JsonObject } from './json'

export type DateForm =
  | 'on' | 'between' | 'offset' | 'atLeast' | 'operation' | 'age' | 'same' | 'order' | 'other'

export const DATE_FORMS: readonly { readonly form: DateForm; readonly label: string }[] = [
  { form: 'on', label: 'day, month or year' },
  { form: 'between', label: 'between two dates' },
  { form: 'offset', label: 'so long after or before an entry' },
  { form: 'atLeast', label: 'at least so long after or before' },
  { form: 'operation', label: 'postoperative day' },
  { form: 'age', label: 'at an age' },
  { form: 'same', label: 'same time as an entry' },
  { form: 'order', label: 'only its order is known' },
]

const OWN: Readonly<Record<Exclude<DateForm, 'other'>, readonly string[]>> = {
  on: ['date'],
  between: ['from', 'to'],
  offset: ['offset', 'after', 'before', 'plusMinus', 'anchorPoint'],
  atLeast: ['atLeast', 'after', 'before', 'anchorPoint'],
  operation: ['postoperativeDay', 'of'],
  age: ['age'],
  same: ['sameTimeAs'],
  order: [],
}
/** What may stand beside any form. */
export const BESIDE: readonly string[] = ['notBefore', 'notAfter', 'text', 'judgement', 'disputed']

/** What is there when a form was chosen and nothing is filled in. */
const BLANK: Readonly<Record<keyof typeof OWN, JsonObject>> = {
  on: { date: '' },
  between: { from: '', to: '' },
  offset: { offset: '', after: '' },
  atLeast: { atLeast: '', after: '' },
  operation: { postoperativeDay: '', of: '' },
  age: { age: '' },
  same: { sameTimeAs: '' },
  order: {},
}

export function formOf(date: Json | undefined): DateForm {
  // What is not stated yet is asked for in the commonest form.
  if (date === undefined || typeof date === 'string') return 'on'
  if (!isObject(date)) return 'other'
  const names = Object.keys(date).filter((name) => !BESIDE.includes(name))
  const told: DateForm = names.length === 0 ? 'order'
    : 'date' in date ? 'on'
      : 'from' in date || 'to' in date ? 'between'
        : 'offset' in date ? 'offset'
          : 'atLeast' in date ? 'atLeast'
            : 'postoperativeDay' in date || 'of' in date ? 'operation'
              : 'age' in date ? 'age'
                : 'sameTimeAs' in date ? 'same' : 'other'
  // Members of several forms: shown as JSON, so that none of them is lost.
  return told === 'other' || names.every((name) => OWN[told].includes(name)) ? told : 'other'
}

/** The date in another form; what stands beside any form stays. */
export function inForm(date: Json | undefined, form: DateForm): Json | undefined {
  if (form === 'other') return date
  const object = asObject(date)
  const beside = Object.entries(object).filter(([name]) => BESIDE.includes(name))
  const kept = Object.entries(object).filter(([name]) => OWN[form].includes(name))
  const next = { ...blankFor(form, kept), ...Object.fromEntries([...kept, ...beside]) }
  if (form === 'order' && beside.length === 0) return { notBefore: [''] }
  if (form === 'on' && next['date'] === '' && beside.length === 0) return undefined
  return plain(next)
}

/** With a member changed, in the shortest form that says the same: a date alone is a text. */
export function withMember(date: Json | undefined, name: string, to: Json | undefined): Json | undefined {
  const others = Object.entries(asObject(date)).filter(([each]) => each !== name)
  const own = Object.values(OWN).some((names) => names.includes(name))
  // Order within an object does not matter to the API, but a reader expects a member where it stood.
  const next = name in asObject(date) && to !== undefined
    ? { ...asObject(date), [name]: to }
    : Object.fromEntries(to === undefined ? others : own ? [[name, to], ...others] : [...others, [name, to]])
  return Object.keys(next).length === 0 ? undefined : plain(next)
}

/** After or before; the entry and the rest stay. */
export function turned(date: Json | undefined, to: 'after' | 'before'): Json | undefined {
  const from = to === 'after' ? 'before' : 'after'
  const members = Object.entries(asObject(date)).map(([name, each]) => [name === from ? to : name, each] as const)
  return Object.fromEntries(members)
}

export function asObject(date: Json | undefined): JsonObject {
  return typeof date === 'string' ? { date } : isObject(date) ? date : {}
}

function plain(date: JsonObject): Json {
  const names = Object.keys(date)
  return names.length === 1 && names[0] === 'date' ? date['date']! : date
}

/** An anchor that is there already may lie on the other side. */
function blankFor(form: keyof typeof OWN, kept: readonly (readonly [string, Json])[]): JsonObject {
  const blank = BLANK[form]
  return kept.some(([name]) => name === 'before') ? Object.fromEntries(
    Object.entries(blank).filter(([name]) => name !== 'after')) : blank
}
