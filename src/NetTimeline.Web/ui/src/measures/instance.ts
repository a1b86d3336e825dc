// What a value is the value of, as an address has it and as it is read, pure.
import type { Schemas } from '../api/client'
import type { Measure, Value } from './value'

type Instance = Schemas['InstanceView']

/** `h1,ct-1-reading`, `:liver, ct`; empty for the patient. Keys have neither commas nor colons. */
export function instanceWord(of: Instance): string {
  return of.entries.join(',') + (of.name === undefined ? '' : `:${of.name}`)
}

/** Where the address names none, the first; null where it names one that there is not. */
export function valueAt(measure: Measure, word: string | null): Value | null {
  if (word === null) return measure.values[0] ?? null
  return measure.values.find((value) => instanceWord(value.of) === word) ?? null
}

export function instanceText(of: Instance): string {
  return [of.entries.join(' · '), of.name].filter(Boolean).join(' – ') || 'the patient'
}
