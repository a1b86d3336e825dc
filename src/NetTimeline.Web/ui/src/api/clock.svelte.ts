// Whether this computer's clock agrees with the server's. Every moment on the page is the server's, and whoever
// compares it with his own clock should know how far that is off.

/** Less than this nobody notices; servers, too, refuse to record from about here on. */
export const AGREED_MS = 60_000

/** A date of a header leaves its fraction of a second out. */
const FRACTION_MS = 999

class Clocks {
  /** Of this computer's, by what the last answer says; negative where it is behind, 0 where nothing shows that it is off. */
  aheadMs = $state(0)

  heard(date: string | null, askedMs: number, answeredMs: number): void {
    const ahead = aheadOf(date, askedMs, answeredMs)
    if (ahead !== null) this.aheadMs = ahead
  }
}

/** How far off it is at least: the server wrote its date somewhere between question and answer. */
export function aheadOf(date: string | null, askedMs: number, answeredMs: number): number | null {
  const said = date === null ? NaN : Date.parse(date)
  if (Number.isNaN(said)) return null
  if (answeredMs < said) return answeredMs - said
  return Math.max(askedMs - said - FRACTION_MS, 0)
}

export const clocks = new Clocks()
