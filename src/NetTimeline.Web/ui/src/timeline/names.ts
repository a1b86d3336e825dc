// What a fact is called beside its mark: as short as can be told apart. The whole sentence is the server's.
import type { Schemas } from '../api/client'
import type { Entry, Shown } from './story'

type Site = Schemas['Site']
type Quantity = Schemas['Quantity']
type Count = Schemas['Count']

const MODALITIES: Readonly<Record<string, string>> = {
  ct: 'CT', mri: 'MRI', pet: 'PET', 'pet-ct': 'PET/CT', ultrasound: 'US', 'endoscopic-ultrasound': 'EUS',
  'somatostatin-receptor-scintigraphy': 'SRS', 'somatostatin-receptor-pet': 'SSTR PET', endoscopy: 'endoscopy',
  radiography: 'X-ray', 'not-stated': 'imaging',
}

export function nameOf(shown: Shown): string {
  const entry = shown.shown.entry
  switch (entry.kind) {
    case 'diagnosis':
      return entry.belief
    case 'tumour':
      return entry.name
    case 'lesion':
      return `${entry.key} · ${siteText(entry.site)}`
    case 'lesion-group':
      return `${countText(entry.count)} in ${(entry.sites ?? []).map(siteText).join(', ')}`
    case 'imaging-study':
      return [MODALITIES[entry.modality] ?? entry.modality, entry.region].filter(Boolean).join(' ')
    case 'systemic-therapy':
      return entry.regimen ?? (entry.agents ?? []).join(' + ')
    case 'procedure':
      return entry.name
    case 'laboratory-value':
      return `${entry.test} ${quantityText(entry.value)}`
    default:
      return otherName(entry, shown.headline)
  }
}

function otherName(entry: Entry, headline: string): string {
  switch (entry.kind) {
    case 'volumetry':
      return (entry.volumes ?? []).map((volume) => quantityText(volume.value)).join(', ')
    case 'encounter':
      return entry.type
    case 'symptom':
      return [entry.name, entry.course].filter(Boolean).join(' ')
    case 'observation':
      return [entry.name, entry.value ? quantityText(entry.value) : undefined].filter(Boolean).join(' ')
    case 'status':
      return entry.claim
    case 'stage':
      return entry.group ? `stage ${entry.group}` : 'stage'
    case 'recurrence':
      return `${entry.extent} recurrence`
    case 'attribution':
      return `→ ${entry.tumour}`
    case 'decision':
      return (entry.options?.find((option) => option.choice === 'chosen') ?? entry.options?.[0])?.option ?? entry.key
    case 'pathology-report':
      return 'report'
    case 'imaging-reading':
      return 'reading'
    case 'complication':
      return entry.name ?? 'no complication'
    default:
      return entry.kind === 'note' || headline === '' ? entry.kind.replaceAll('-', ' ') : headline
  }
}

export function siteText(site: Site): string {
  const segments = (site.segments ?? []).map((segment) => `S${segment}`).join('/')
  return [site.organ, segments || site.part].filter(Boolean).join(' ')
}

export function countText(count: Count): string {
  if (typeof count === 'number') return String(count)
  const { atLeast, atMost } = count
  if (atMost === undefined) return `≥ ${atLeast}`
  return atLeast ? `${atLeast}–${atMost}` : `≤ ${atMost}`
}

export function quantityText(quantity: Quantity): string {
  const unit = quantity.unit === undefined || quantity.unit === '1' ? '' : ` ${quantity.unit}`
  if (quantity.low !== undefined) return `${quantity.low}–${quantity.high}${unit}`
  if (quantity.value === undefined) return quantity.word ?? quantity.course ?? ''
  const sign = quantity.comparator ? `${quantity.comparator} ` : ''
  return [quantity.course, `${sign}${quantity.value}${unit}`].filter(Boolean).join(' ')
}

/** A belief as the ribbon has room for it: without what the name of the tumour says anyway. */
export function shortBelief(belief: string): string {
  return belief
    .replace(/neuroendocrine (neoplasm|tumour)s?/g, (_, noun: string) => (noun === 'tumour' ? 'NET' : 'NEN'))
    .replace(/cholangiocarcinomas?/g, 'CCA')
    .replace(/^calcitonin-producing /, '')
    .replace(/^intrahepatic CCA$/, 'iCCA')
}
