// Days of the calendar as whole numbers, day 0 being 1 January 1970: what the API counts from on the
// calendar.

const DAY_MS = 86_400_000

/** A year as long as the Gregorian calendar makes it on average; the API's nominal length. */
export const DAYS_PER_YEAR = 365.2425
export const DAYS_PER_MONTH = DAYS_PER_YEAR / 12

/** Null unless it is a whole day that there is: `2019-05-20`. */
export function dayOf(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(text) ? null : time / DAY_MS
}

export function dayText(day: number): string {
  return new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10)
}

export function firstOfMonth(year: number, month: number): number {
  return Date.UTC(year, month, 1) / DAY_MS
}

export function yearOf(day: number): number {
  return new Date(Math.floor(day) * DAY_MS).getUTCFullYear()
}

export function monthOf(day: number): number {
  return new Date(Math.floor(day) * DAY_MS).getUTCMonth()
}
