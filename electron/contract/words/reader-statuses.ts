/** What staff are told of the third status byte (two hex digits): what happened, and what to do. */
const statuses: Readonly<Record<string, string>> = {
  '10': '读卡器说线上有杂音。插紧线，再放一次',
  '11': '读卡器说线上有杂音。插紧线，再放一次',
  '21': '读卡器不认这条命令。把型号告诉技术员',
  '23': '读卡器不许这样做。把型号告诉技术员',
  '24': '读卡器出了一次没名字的错。再放一次',
  '31': '这张卡不认读卡器。换一张卡试；别的卡也不行就找技术员',
  '32': '读卡器不认这张卡。别的卡都行，就请他去派出所看看这张卡',
  '33': '卡里的内容没对上。放平再放一次',
  '37': '指纹没对上，这里用不着指纹。再放一次',
  '3f': '读来的长度不对。放平再放一次',
  '40': '放的不是身份证。请换身份证',
  '41': '卡没读完。放平、松手，听到“嘀”再拿',
  '47': '读卡器没准备好。再放一次',
  '4e': '这台读卡器没有这个功能。把型号告诉技术员',
  '50': '读卡器想写卡没写成，这里从不写卡。找技术员',
  '60': '读卡器自检没过。拔下来等十秒再插，还不行就换一台',
  '66': '读卡器里的安全模块没授权。换一台，这台送修',
  '81': '没选上卡。放平再放一次',
}

/** The sentence for a status of three bytes in hex, with the digits for whoever mends it. */
export const readerStatusText = (sw: string): string =>
  `${statuses[sw.slice(4)] ?? '读卡器报了一个没见过的代码。记下来告诉技术员'}（${sw}）`

export const readerStatusCodes: readonly string[] = Object.keys(statuses)
