/** What staff type: titles, places, names, notices. */
export const phrases = `
dangshixuanjiang 党史宣讲|nuanxinshitang 暖心食堂|xinshidaiwenmingshijianzhan 新时代文明实践站|rongchengshi 荣成市|weihaishi 威海市
wenmingshijian 文明实践|xuanjiangyuan 宣讲员|zhiyuanfuwu 志愿服务|zhiyuanzhe 志愿者|zhiyuanfuwudui 志愿服务队
xinyongjifen 信用积分|meidexinyong 美德信用|haibeifen 海贝分|jichufen 基础分|jifenmingxi 积分明细|jifenyue 积分余额
xinyongyishihui 信用议事会|gongshiqi 公示期|shensu 申诉|yiyi 异议|xinyongxiufu 信用修复|jidujiesuan 季度结算|xinyongjijin 信用基金
chengxinzhixing 诚信之星|shifanhu 示范户|xinyongchaoshi 信用超市|jifenchaoshi 积分超市|duihuan 兑换|xinyonghuiminzheng 信用惠民证
songcan 送餐|qiaochuniang 巧厨娘|jiankangzheng 健康证|diandan 点单|paidan 派单|jiedan 接单|pingdan 评单
yifengyisu 移风易俗|wenhuahuimin 文化惠民|hongbailishihui 红白理事会|cunguiminyue 村规民约|cunwugongkai 村务公开
taizhang 台账|liuhen 留痕|shenfenzheng 身份证|jianhuren 监护人|dandutongyi 单独同意|canqianyikezhong 餐前一刻钟
baojiaozi 包饺子|chongyangjie 重阳节|chongyangjinglao 重阳敬老|liangxueya 量血压|cexuetang 测血糖|yizhen 义诊|jiankangjiangzuo 健康讲座
mianfeilifa 免费理发|yiwulifa 义务理发|lifa 理发|modao 磨刀|xiujiadian 修家电|fangzhapian 防诈骗|fanzhaxuanjiang 反诈宣讲|pufa 普法
haidaimiao 海带苗|haidaiyangzhi 海带养殖|yangzhi 养殖|jingtan 净滩|jingtanxingdong 净滩行动|qingjiejiayuan 清洁家园|lajifenlei 垃圾分类
guangchangwu 广场舞|yangge 秧歌|luogu 锣鼓|xiechunlian 写春联|songchunlian 送春联|caidengmi 猜灯谜|jianzhi 剪纸|shufa 书法
shoujike 手机课|zhinengshouji 智能手机|peixun 培训|dushuhui 读书会|nongjiashuwu 农家书屋|taijiquan 太极拳|baduanjin 八段锦
erloujiangtang 二楼讲堂|yiloudating 一楼大厅|wenhuaguangchang 文化广场|huiyishi 会议室|laonianhuodongshi 老年活动室|weishengshi 卫生室|matou 码头
tongzhi 通知|tingshui 停水|tingdian 停电|tingdiantongzhi 停电通知|qingxianghuzhuangao 请相互转告|gaiqi 改期|quxiao 取消|taifeng 台风
geweicunmin 各位村民|huanyingcanjia 欢迎参加|mingtianshangwu 明天上午|houtianxiawu 后天下午|jintianwanshang 今天晚上
laohuajing 老花镜|xiaomazha 小马扎|zidai 自带|shengbing 生病|qingjia 请假|juankuan 捐款|dangke 党课|zhutidangri 主题党日
dangyuandahui 党员大会|zhibushuji 支部书记|cunzhishu 村支书|cunweihui 村委会|wanggeyuan 网格员|zhanzhang 站长|zhibanyuan 值班员
xiangcunzhenxing 乡村振兴|lilunxuanjiang 理论宣讲|zhengcejiedu 政策解读|haojiafeng 好家风|jiafengjiaxun 家风家训|xiaolaoaiqin 孝老爱亲
women 我们|nimen 你们|jintian 今天|mingtian 明天|xingqisan 星期三|shangwu 上午|xiawu 下午|kaishi 开始|jieshu 结束|difang 地方
laoren 老人|haizi 孩子|jiankang 健康|anquan 安全|xuexi 学习|huodong 活动|baoming 报名|qiandao 签到|qiantui 签退|shijian 时间
lvse 绿色|nver 女儿|lvyou 旅游|nvtongzhi 女同志|xi'an 西安|tian'anmen 天安门|ping'an 平安|fang'an 方案|dang'an 档案
dsxj 党史宣讲|nxst 暖心食堂|zyz 志愿者|zyfw 志愿服务|wmsj 文明实践|yfys 移风易俗|cgmy 村规民约|rcs 荣成市|ljfl 垃圾分类
dangshixuanj 党史宣讲|wangxiulan 王秀兰|zhangguiying 张桂英|wangjianguo 王建国|wm 我们|aq 安全|hd 活动
kaihui 开会|tiyan 体验|tijian 体检|zhongyi 中医|aijiu 艾灸|fangxun 防汛|fanghuo 防火|xiaofangyanlian 消防演练|jiaotonganquan 交通安全
renmintiaojie 人民调解|falvyuanzhu 法律援助|zhishu 植树|ganhai 赶海|yumin 渔民|yujia 渔家|shidao 石岛|yatou 崖头|lidao 俚岛|yandunjiao 烟墩角
`
  .trim()
  .split(/[|\n]/)
  .map((line) => line.split(' ') as [typed: string, wanted: string])
