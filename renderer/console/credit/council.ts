/** What a council decides is decided by at least so many. The core counts again. */
export const fewestParticipants = 3
