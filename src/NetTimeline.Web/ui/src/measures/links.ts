// Where an explanation is, as of the moment that the page is of.
import { here } from '../here.svelte'
import { address } from '../router'
import type { Schemas } from '../api/client'
import { instanceWord } from './instance'

/** The moment of the view goes along. */
export function explainedAt(id: string, name: string, of: Schemas['InstanceView']): string {
  const instance = instanceWord(of) || null
  return address('/patients/{id}/measures/{name}', { id, name }, { instance, ...moment() })
}

/** The timeline with an entry selected. */
export function entryAt(id: string, key: string): string {
  return address('/patients/{id}', { id }, { ...moment(), sel: key })
}

function moment(): { known: string | null; recorded: string | null } {
  return { known: here.word('known'), recorded: here.word('recorded') }
}
