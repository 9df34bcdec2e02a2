"""What a web page leaves around a plan: navigation, counters, copyright, addresses. None of it is the plan's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.words.patterns import regex

_ANYWHERE = regex(
    r"^\s*(?:版权所有|copyright|©|ICP|\S{0,12}ICP备|\S{0,6}公网安备|网站标识码|技术支持|网站地图|网站首页|首页\s*[>|»/]|当前位置|您(?:现在)?(?:的|所在的?)?位置|浏览次数|阅读次数|点击次数|点击数"
    r"|访问量|浏览量|字体\s*[::]|字号|打印(?:本页|此页|$)|【?打印】?|关闭(?:窗口|本页|$)|上一篇|下一篇|上一条|下一条|相关(?:阅读|链接|文章|新闻|推荐)|最近更新|推荐专题|热门(?:文章|推荐|标签)|责任编辑|责编"
    r"|分享到|扫一扫|二维码|微信|微博|收藏本|加入收藏|设为首页|免责声明|无障碍|繁體|繁体|English|RSS|手机版|返回(?:顶部|首页|列表)|信息来源\s*:|稿件来源|来源\s*:|作者\s*:|编辑\s*:|主办单位\s*:\s*\S*(?:承办|ICP|版权|维护)"
    r"|https?://|www\.|由互联网用户|转载分享|声明\s*:|附件下载|点击下载|\S{2,12}(?:网|库|平台)\s+首页|地址\s*:|邮编\s*:|邮政编码|传真\s*:|电话\s*:|联系电话\s*:|\[?(?:大|中|小)\s(?:大|中|小)\s)",
    re.IGNORECASE,
)
_FOOTER = regex(r"版权所有|copyright|©|ICP备|公网安备|网站标识码|免责声明|相关阅读|责任编辑", re.IGNORECASE)
_ENDED = regex(
    r"^\s*(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,3}[.、]|第[一二三四五六七八九十]+[章条])"
)
_LONGEST = 120
"""Characters: longer lines are the plan's own text whatever they begin with."""


def without_web_rest(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """``lines`` without those a web page left; from a footer on to the end nothing is kept unless numbering goes on."""
    kept = footer = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if _ENDED.match(text):
            kept = footer
            break
        if len(text) <= _LONGEST and _FOOTER.search(text):
            footer = index
    return [line for line in lines[:kept] if len(line.text) > _LONGEST or not _ANYWHERE.match(line.text)]
