declare const brand: unique symbol

/** A type that plain values of `T` do not fit by accident. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Ends a switch over a closed union: a new member that is not handled does not compile. */
export const exhaustive = (value: never): never => {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
