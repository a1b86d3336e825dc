// Every page, in the order of the header. A page is added here and nowhere else.
import type { Route } from './router'

export const routes: readonly Route[] = [
  {
    pattern: '/patients',
    title: 'Patients',
    nav: { label: 'Patients', key: 'p' },
    load: () => import('./pages/Patients.svelte'),
  },
  {
    // A patient who is called `new` is reached by his id.
    pattern: '/patients/new',
    title: 'New patient',
    load: () => import('./pages/Enrol.svelte'),
  },
  {
    pattern: '/patients/{id}',
    title: '{id}',
    tab: 'Timeline',
    load: () => import('./pages/Patient.svelte'),
  },
  {
    pattern: '/patients/{id}/lesions',
    title: 'Lesions of {id}',
    tab: 'Lesions',
    load: () => import('./pages/Lesions.svelte'),
  },
  {
    pattern: '/patients/{id}/measures',
    title: 'Measures of {id}',
    tab: 'Measures',
    load: () => import('./pages/Measures.svelte'),
  },
  {
    pattern: '/patients/{id}/measures/{name}',
    title: '{name} of {id}',
    load: () => import('./pages/Measure.svelte'),
  },
  {
    pattern: '/patients/{id}/entry',
    title: 'Entry for {id}',
    load: () => import('./pages/Entry.svelte'),
  },
  {
    pattern: '/patients/{id}/log',
    title: 'Log of {id}',
    tab: 'Log',
    load: () => import('./pages/PatientLog.svelte'),
  },
  {
    pattern: '/patients/{id}/access',
    title: 'Who looked at {id}',
    tab: 'Who looked',
    load: () => import('./pages/PatientAccess.svelte'),
  },
  {
    pattern: '/audit',
    title: 'Audit',
    nav: { label: 'Audit', key: 'a' },
    load: () => import('./pages/Audit.svelte'),
  },
  {
    pattern: '/audit/access',
    title: 'Who looked',
    load: () => import('./pages/Access.svelte'),
  },
  {
    pattern: '/operations',
    title: 'Operations',
    nav: { label: 'Operations', key: 'o' },
    load: () => import('./pages/Operations.svelte'),
  },
]

/** Where `/` leads. */
export const home = '/patients'
