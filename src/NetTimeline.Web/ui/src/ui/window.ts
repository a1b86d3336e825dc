// Which rows of a long list stand on the screen, pure.
export interface Span {
  readonly first: number
  /** Not included. */
  readonly end: number
}

/** Rows above and below the screen that are drawn too, so that scrolling shows no gaps. */
const SPARE_ROWS = 8

/**
 * @param topPx where the list begins, from the top of the screen; negative when it is scrolled past
 */
export function onScreen(count: number, rowPx: number, topPx: number, screenPx: number): Span {
  const first = Math.floor(-topPx / rowPx) - SPARE_ROWS
  const end = Math.ceil((screenPx - topPx) / rowPx) + SPARE_ROWS
  const within = (row: number): number => Math.min(count, Math.max(0, row))
  return { first: within(first), end: within(end) }
}

/** Where arrow keys, Page up, Page down, Home and End lead from a row; null for any other key. */
export function moved(key: string, row: number, count: number, pageRows: number): number | null {
  const to = { ArrowUp: row - 1, ArrowDown: row + 1, PageUp: row - pageRows, PageDown: row + pageRows, Home: 0, End: count - 1 }
  const next = to[key as keyof typeof to]
  return next === undefined ? null : Math.max(0, Math.min(count - 1, next))
}
