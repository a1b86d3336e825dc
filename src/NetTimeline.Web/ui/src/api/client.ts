// The API. Whatever comes of a request is a value: an answer, a problem with all its faults, or no answer at all.
import { untrack } from 'svelte'
import { clocks } from './clock.svelte'
import type { components, paths } from './schema'
import { recorder } from '../recorder.svelte'
import { search, type Query } from '../router'

export type Schemas = components['schemas']
export type ProblemBody = Schemas['Problem']

export interface Answered<T> {
  readonly kind: 'answered'
  readonly status: number
  readonly body: T
  /** As it came, for whoever must not change a digit of it. */
  readonly text: string
  /** To be sent back as If-Match, so that nothing is recorded over what nobody saw. */
  readonly tag: string | null
  /** The server answered this once before. */
  readonly replayed: boolean
}

export type Failure =
  | { readonly kind: 'problem'; readonly problem: ProblemBody; readonly retryAfterSeconds: number | null }
  /** Nobody answered: the server ended, or the network did. */
  | { readonly kind: 'unreachable' }
  /** Something else answered in the server's place, such as a proxy. */
  | { readonly kind: 'foreign'; readonly status: number }

export type Outcome<T> = Answered<T> | Failure

type JsonIn<R> = R extends { content: { 'application/json': infer Body } } ? Body : never
type Success<O> = O extends { responses: infer R } ? JsonIn<R[keyof R & (200 | 201 | 202)]> : never
type With<Method extends 'get' | 'post'> = {
  [P in keyof paths]: paths[P] extends { [M in Method]: { responses: unknown } } ? P : never
}[keyof paths]

export type GetPath = With<'get'>
export type PostPath = With<'post'>
/** What a route answers with when it does what it is asked. */
export type AnswerOf<P extends GetPath> = Success<paths[P]['get']>
export type PostedOf<P extends PostPath> = Success<paths[P]['post']>

type Names<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never

export interface Asked<P extends string> {
  readonly path?: { readonly [N in Names<P>]: string }
  readonly query?: Query
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

export interface Posted<P extends string> extends Asked<P> {
  readonly body?: unknown
  /** A body that is written already, for whoever must not change a digit of it. */
  readonly json?: string
  readonly ifMatch?: string
  /** The same key with the same body is recorded once, however often it is sent. */
  readonly idempotencyKey?: string
}

export function get<P extends GetPath>(path: P, asked: Asked<P> = {}): Promise<Outcome<AnswerOf<P>>> {
  return send(url(path, asked), { headers: { Accept: 'application/json', ...asked.headers } }, asked.signal)
}

/**
 * What is no answer to be read but something to be kept or checked, byte by byte: checkpoints, keys, receipts. Never
 * out of a cache: two answers of different age would seem to contradict each other.
 */
export async function getText<P extends GetPath>(path: P, asked: Asked<P> = {}): Promise<Outcome<string>> {
  const heard = await hear(url(path, asked), { cache: 'no-store' }, asked.signal)
  if (!heard) return { kind: 'unreachable' }
  const { response, text } = heard
  if (response.ok && TEXTS.includes(typeOf(response) ?? '')) return answered(response, text, text)
  return read(response, text)
}

const TEXTS = ['text/plain', 'application/json']

export function post<P extends PostPath>(path: P, posted: Posted<P> = {}): Promise<Outcome<PostedOf<P>>> {
  const headers: Record<string, string> = { Accept: 'application/json', ...posted.headers }
  if (posted.ifMatch) headers['If-Match'] = posted.ifMatch
  if (posted.idempotencyKey) headers['Idempotency-Key'] = posted.idempotencyKey
  const init: RequestInit = { method: 'POST', headers }
  if (posted.body !== undefined || posted.json !== undefined) {
    headers['Content-Type'] = 'application/json'
    init.body = posted.json ?? JSON.stringify(posted.body)
  }
  return send(url(path, posted), init, posted.signal)
}

function url<P extends string>(path: P, asked: Asked<P>): string {
  const parts = (asked.path ?? {}) as Record<string, string>
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
  return filled + search(asked.query ?? {})
}

async function send<T>(to: string, init: RequestInit, signal?: AbortSignal): Promise<Outcome<T>> {
  const heard = await hear(to, init, signal)
  return heard ? read(heard.response, heard.text) : { kind: 'unreachable' }
}

/** Null where nobody answers. Throws only where the asker gave up himself. */
async function hear(
  to: string, init: RequestInit, signal?: AbortSignal,
): Promise<{ response: Response; text: string } | null> {
  const asked = Date.now()
  try {
    // Another name asks nothing anew.
    const headers = { ...(init.headers as Record<string, string>), ...untrack(() => recorder.headers) }
    const response = await fetch(to, { ...init, headers, credentials: 'same-origin', ...(signal ? { signal } : {}) })
    clocks.heard(response.headers.get('Date'), asked, Date.now())
    return { response, text: await response.text() }
  } catch (error) {
    if (signal?.aborted) throw error
    return null
  }
}

function read<T>(response: Response, text: string): Outcome<T> {
  const type = typeOf(response)
  const body = type?.endsWith('json') ? parse(text) : undefined
  if (body === undefined) return { kind: 'foreign', status: response.status }
  if (type === 'application/problem+json') {
    const seconds = Number(response.headers.get('Retry-After'))
    return { kind: 'problem', problem: body as ProblemBody, retryAfterSeconds: seconds > 0 ? seconds : null }
  }
  return answered(response, text, body as T)
}

function typeOf(response: Response): string | undefined {
  return response.headers.get('Content-Type')?.split(';')[0]
}

function answered<T>(response: Response, text: string, body: T): Answered<T> {
  return {
    kind: 'answered',
    status: response.status,
    body,
    text,
    tag: response.headers.get('ETag'),
    replayed: response.headers.get('Idempotency-Replayed') === 'true',
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
