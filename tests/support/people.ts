const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An 18-digit number of the division 119999, which was never assigned. `order` odd = male, even = female. */
export const syntheticNumber = (birth: string, order: number): string => {
  const body = `119999${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return `${body}${'10X98765432'.charAt(sum % 11)}`
}
