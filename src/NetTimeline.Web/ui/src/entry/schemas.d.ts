declare module 'virtual:entry-schemas' {
  import type { Book } from './book'
  export const book: Book
}
