/** The words of the residents' screens. Staff's pages take theirs from the contract: they are Chinese only. */
export { words } from '../../electron/contract/words/zh-CN.ts'
