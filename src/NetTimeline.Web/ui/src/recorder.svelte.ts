// Who works at this page, in their own words: nobody checks it, there is no sign-in yet. It goes along with every
// request, so that the logs of what was recorded and of what was seen name the same person.
const NAME = 'recorder'

export const RECORDER_CHARACTERS_MAX = 128

class Recorder {
  #name = $state(read())

  /** Empty for nobody: the logs then say anonymous. */
  get name(): string {
    return this.#name
  }

  set name(name: string) {
    this.#name = name.trim().slice(0, RECORDER_CHARACTERS_MAX)
    try {
      if (this.#name) localStorage.setItem(NAME, this.#name)
      else localStorage.removeItem(NAME)
    } catch {
      // Storage may be forbidden; the name then holds until the page is left.
    }
  }

  get headers(): Record<string, string> {
    return this.#name ? { 'X-NetTimeline-Actor': asBytes(this.#name) } : {}
  }
}

/** Headers are bytes: a name outside Latin-1 goes as UTF-8, each byte as one character. */
function asBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}

function read(): string {
  try {
    return localStorage.getItem(NAME) ?? ''
  } catch {
    return ''
  }
}

export const recorder = new Recorder()
