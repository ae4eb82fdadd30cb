/** A sentence cut after its commas, full stops, colons, semicolons and question marks: where a line may end well. */
export const clauses = (sentence: string): string[] => sentence.split(/(?<=[\u3002\uff0c\uff1a\uff1b\uff1f])/)
