"""附件: photos, certificates and texts that belong to a record, kept outside the database.

    上传 → 保存(按内容哈希) → 查阅 · 作废(留存)

A file is stored under the SHA-256 of its content and the ledger names that hash, so
that a changed byte shows (采购文件保存，招标投标法实施条例与企业制度均要求存档). It is
never executed, and what it claims to be is held against what it is.
"""
