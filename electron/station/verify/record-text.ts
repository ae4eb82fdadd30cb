/** A member that is left out where its column holds nothing. */
const optional = (name: string, value: string): string => `',"${name}":"' || ${value} || '"'`

const answered = `${optional('approvedBy', 'e.approver')}, ${optional('author', 'e.author')}`

/**
 * SQL for the data of an entry's record in its canonical text with what follows it, made of the entry's row `e`; `id`
 * is the record's. Texts are taken as they are: quoting each costs more than all the rest, and a text that needs it is
 * looked at word by word.
 */
export const dataText = (id: string): string => `iif(e.reverses is null,
  concat('"data":{"amount":', e.amount, ${answered}, ',"basis":', e.basis, ',"businessDate":"', e.business_date,
    '","businessKey":"', e.business_key, '"', ${optional('event', 'e.event')}, ',"minutes":' || e.minutes,
    ',"resident":"', e.resident, '","ruleId":"', e.rule_id, '","ruleRev":', e.rule_rev,
    '},"datacontenttype":"application/json","id":"', ${id}, '"'),
  concat('"data":{"amount":', e.amount, ${answered}, ',"reason":"', e.reason, '","resident":"', e.resident,
    '","reverses":"', e.reverses, '"},"datacontenttype":"application/json","id":"', ${id}, '"'))`

/** A text with a quotation mark could stand for itself and for the member that is left out behind it. */
export const isUnquoted = `instr(concat(e.approver, e.author, e.business_key, e.event), '"') = 0`
