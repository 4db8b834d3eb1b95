"""The words of offline scanning. A conflict has no states: it stands until it is resolved."""

from equiplink.words import Word


class ConflictKind(Word):
    """What does not fit between what a device did and what the register says."""

    ENTERED_TWICE = "entered_twice", "重复入井"
    LEFT_WITHOUT_ENTRY = "left_without_entry", "未入井先升井"
    NOT_SO_MUCH = "not_so_much", "数量不符"
    NOT_IN_SERVICE = "not_in_service", "在修或已报废却入井"
    AGAINST_MANIFEST = "against_manifest", "违反离线清单放行"
    UNFIT_SINCE = "unfit_since", "放行后查明不合格"
    TOO_FAST = "too_fast", "两井口间隔过短"
    UNKNOWN_TAG = "unknown_tag", "标签不在台账"
    OWN_INSPECTION = "own_inspection", "自检自放"
    FORKED = "forked", "同一序号内容不同"
    BAD_SIGNATURE = "bad_signature", "签名无效"
    AFTER_REVOCATION = "after_revocation", "设备停用后扫码"
    BROKEN_CHAIN = "broken_chain", "记录链中断"
    CLOCK_JUMP = "clock_jump", "设备时钟跳变"
    ANSWERED_OTHERWISE = "answered_otherwise", "设备与服务器答复不同"
