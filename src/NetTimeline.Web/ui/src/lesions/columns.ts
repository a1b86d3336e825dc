// What stands above the matrix, pure: studies with their readings, operations, irradiations, pathology.
import type { Schemas } from '../api/client'
import { calendarWords } from '../time/bounds'
import type { Seen, Told } from './seen'

type Reading = Schemas['ImagingReadingEntry']

export interface Column {
  readonly key: string
  readonly kind: 'study' | 'removal' | 'irradiation' | 'pathology'
  readonly head: string
  /** When, as stated. */
  readonly when: string
  /** From zero, where bounds tell it. */
  readonly start: Schemas['DayBoundsView'] | null
  /** Of a study, in the order in which they were known. */
  readonly readings: readonly Reading[]
  /** Lesions and groups that it took out or irradiated. */
  readonly takes: readonly string[]
}

const MODALITIES: Readonly<Record<string, string>> = {
  ct: 'CT', mri: 'MRI', pet: 'PET', 'pet-ct': 'PET/CT', ultrasound: 'US', 'endoscopic-ultrasound': 'EUS',
  'somatostatin-receptor-scintigraphy': 'SRS', 'somatostatin-receptor-pet': 'SSTR PET', endoscopy: 'Endoscopy',
  radiography: 'X-ray', 'not-stated': 'Imaging',
}

export function columnsOf(seen: Seen): Column[] {
  const told = seen.order.flatMap((key) => seen.entries.get(key) ?? [])
  return told.flatMap((each) => columnOf(told, each) ?? [])
}

function columnOf(all: readonly Told[], told: Told): Column | null {
  const entry = told.shown.entry
  const place = { key: entry.key, when: told.when ?? '', start: told.start ?? null, readings: [], takes: [] }
  switch (entry.kind) {
    case 'imaging-study': {
      const readings = readingsOf(all, entry.key)
      return readings.length === 0 ? null
        : { ...place, kind: 'study', head: MODALITIES[entry.modality] ?? entry.modality, readings }
    }
    case 'procedure': {
      const takes = entry.standing === 'performed' ? taken(all, entry) : []
      return takes.length === 0 ? null : { ...place, kind: 'removal', head: 'Resection', takes }
    }
    case 'radiotherapy':
      return entry.standing !== 'performed' || !entry.targets?.length ? null
        : { ...place, kind: 'irradiation', head: 'Irradiation', takes: entry.targets }
    case 'pathology-report':
      return entry.lesions?.length ? { ...place, kind: 'pathology', head: 'Pathology' } : null
    default:
      return null
  }
}

function readingsOf(all: readonly Told[], study: string): Reading[] {
  return all.map((each) => each.shown.entry)
    .filter((entry) => entry.kind === 'imaging-reading')
    .filter((entry) => entry.study === study)
}

/** As the operation names them, or the specimen that was taken in it. */
function taken(all: readonly Told[], procedure: Schemas['ProcedureEntry']): string[] {
  const found = all.map((each) => each.shown.entry)
    .filter((entry) => entry.kind === 'specimen')
    .filter((entry) => entry.takenIn?.includes(procedure.key))
    .flatMap((entry) => entry.contains ?? [])
  return [...new Set([...(procedure.removes ?? []), ...found])]
}

const YEAR_DAYS = 365.2425

/** On the calendar the days themselves; else as far from zero as is told. */
export function placeOf(start: Schemas['DayBoundsView'] | null, isCalendar: boolean): string {
  if (start?.low === undefined || start.high === undefined) return ''
  return isCalendar ? calendarWords(start) : placeText(start)
}

/** Years from zero, as `+4 y` or `+6.25…6.75 y`; days where it is no year. Nothing where a side is open. */
export function placeText(start: Schemas['DayBoundsView'] | null): string {
  if (start?.low === undefined || start.high === undefined) return ''
  const unit = Math.max(Math.abs(start.low), Math.abs(start.high)) < YEAR_DAYS ? 'd' : 'y'
  const said = (days: number): string => String(Number((unit === 'd' ? days : days / YEAR_DAYS).toFixed(2)))
  const [low, high] = [said(start.low), said(start.high)]
  if (low === '0' && high === '0') return '0'
  const sign = start.low > 0 ? '+' : ''
  return `${sign}${low === high ? low : `${low}…${high}`} ${unit}`.replaceAll('-', '−')
}
