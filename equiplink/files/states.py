"""What a file is, and what it is about."""

from equiplink.words import Word


class FileKind(Word):
    """What a file is about."""

    CONTRACT = "contract", "合同文本"
    NOTICE = "notice", "公告文件"
    PACKING_LIST = "packing_list", "装箱单"
    PHOTO = "photo", "照片"
    CERTIFICATE = "certificate", "证书"
    REPORT = "report", "报告"
    AUTHORISATION = "authorisation", "授权证明"
    EVIDENCE = "evidence", "证明材料"
    SCREENSHOT = "screenshot", "查询截图"
    OTHER = "other", "其他"


class Media(Word):
    """The formats that are taken, by the ending of the file's name."""

    PDF = "pdf", "PDF 文件"
    JPEG = "jpg", "JPEG 图片"
    PNG = "png", "PNG 图片"
    DOCX = "docx", "Word 文档"
    XLSX = "xlsx", "Excel 表格"
    OFD = "ofd", "OFD 版式文件"
    TEXT = "txt", "纯文本"
    CSV = "csv", "CSV 表格"

    @property
    def mime(self) -> str:
        """The type as HTTP names it."""
        return _MIME[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIME = {
    Media.PDF: "application/pdf",
    Media.JPEG: "image/jpeg",
    Media.PNG: "image/png",
    Media.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Media.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Media.OFD: "application/ofd",
    Media.TEXT: "text/plain; charset=utf-8",
    Media.CSV: "text/csv; charset=utf-8",
}
