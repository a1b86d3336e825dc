// One sentence that is told on the page to which an act led, and not again.
class Told {
  sentence = $state('')
  #path = $state('')

  tell(sentence: string, onPath: string): void {
    this.sentence = sentence
    this.#path = onPath
  }

  /** Nothing on any other page. */
  on(path: string): string {
    return path === this.#path ? this.sentence : ''
  }

  hush(): void {
    this.sentence = ''
  }
}

export const told = new Told()
