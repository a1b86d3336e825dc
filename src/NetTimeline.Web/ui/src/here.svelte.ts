// Where the browser is. Every state of a page is in its address: who copies that copies what is seen.
import { search, type Query, type QueryValue } from './router'

class Here {
  #url = $state.raw(new URL(location.href))

  get path(): string {
    return this.#url.pathname
  }

  get query(): URLSearchParams {
    return this.#url.searchParams
  }

  /** One value of the query; null where it is not said. */
  word(name: string): string | null {
    return this.#url.searchParams.get(name)
  }

  /** Anything else that calls history.pushState would not be noticed. */
  go(to: string, options: { replace?: boolean } = {}): void {
    const url = new URL(to, location.href)
    if (options.replace) history.replaceState(null, '', url)
    else history.pushState(null, '', url)
    this.#url = url
  }

  /** The same page with some words of the query changed: null takes one out. What is typed replaces. */
  say(changes: Query, options: { replace?: boolean } = { replace: true }): void {
    this.go(this.#url.pathname + this.with(changes), options)
  }

  /** The query with changes, for links. */
  with(changes: Query): string {
    const words: Record<string, QueryValue> = {}
    for (const name of new Set(this.query.keys())) words[name] = this.query.getAll(name)
    return search({ ...words, ...changes })
  }

  /** Listens to the buttons of the browser and to links within the page. */
  listen(): () => void {
    const moved = (): void => void (this.#url = new URL(location.href))
    const clicked = (event: MouseEvent): void => this.#follow(event)
    addEventListener('popstate', moved)
    document.addEventListener('click', clicked)
    return () => {
      removeEventListener('popstate', moved)
      document.removeEventListener('click', clicked)
    }
  }

  /** Links stay links: who opens one in another tab, or saves it, gets what he asked the browser for. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element | null)?.closest?.('a')
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return
    if (link.origin !== location.origin || isOfServer(link.pathname)) return
    if (link.hash && link.pathname === location.pathname) return
    event.preventDefault()
    this.go(link.href)
  }
}

/** The server answers these itself. */
const SERVERS = ['api', 'fhir', 'health', 'ledger', 'openapi', 'problems']

function isOfServer(path: string): boolean {
  return SERVERS.includes(path.split('/')[1] ?? '')
}

export const here = new Here()
