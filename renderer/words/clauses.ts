/** A sentence cut after its commas, full stops, colons, semicolons and question marks: where a line may end well. */
export const clauses = (sentence: string): string[] => sentence.split(/(?<=[\u3002\uff0c\uff1a\uff1b\uff1f])/)

/** What is stressed takes the mark that follows it along: no line begins with a comma or a full stop. */
export const withMark = (stressed: string, after: string): [stressed: string, after: string] => {
  const [mark = ''] = /^[\u3001\u3002\uff0c\uff1a\uff1b\uff1f]+/.exec(after) ?? []
  return [stressed + mark, after.slice(mark.length)]
}
