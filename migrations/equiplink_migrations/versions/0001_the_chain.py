"""the chain."""

import sqlalchemy as sa
from alembic import op

from equiplink.db import Day, Flag, Id, Json, Money, Quantity, UTCDateTime
from equiplink_migrations import guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "banned_item",
        sa.Column("id", Id(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("batch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("models", Json(), nullable=False),
        sa.Column("words", Json(), nullable=False),
        sa.Column("condition", Json(), nullable=False),
        sa.Column("effective_on", Day(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_banned_item")),
        sa.UniqueConstraint(
            "jurisdiction", "batch", "no", name=op.f("uq_banned_item_jurisdiction_batch_no")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "device_class",
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("requires_mark", Flag(), nullable=False),
        sa.Column("requires_ex", Flag(), nullable=False),
        sa.Column("requires_shelf_life", Flag(), nullable=False),
        sa.Column("strip", Flag(), nullable=False),
        sa.Column("papers", Json(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "device IN ('electrical', 'lamp', 'instrument', 'other')",
            name=op.f("ck_device_class_device"),
        ),
        sa.CheckConstraint("tracking IN ('unit', 'lot')", name=op.f("ck_device_class_tracking")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_class")),
        sa.UniqueConstraint("code", name=op.f("uq_device_class_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "mine",
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("gas_class", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("synthetic", Flag(), nullable=False),
        sa.Column("policy", Json(), nullable=False),
        sa.CheckConstraint(
            "gas_class IN ('低瓦斯', '高瓦斯', '突出')", name=op.f("ck_mine_gas_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mine")),
        sa.UniqueConstraint("code", name=op.f("uq_mine_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "product_paper",
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("models", Json(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", Day(), nullable=True),
        sa.Column("valid_until", Day(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("checked_on", Day(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("synthetic", Flag(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('product_certificate', 'safety_mark', 'ex_certificate', 'manual', 'factory_report', 'third_party_test')",
            name=op.f("ck_product_paper_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('有效', '暂停', '注销', '撤销')", name=op.f("ck_product_paper_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_paper")),
        sa.UniqueConstraint(
            "kind", "issuer", "number", name=op.f("uq_product_paper_kind_issuer_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("product_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_paper_number"), ["number"], unique=False)

    op.create_table(
        "safety_mark",
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("covers", Json(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("valid_from", Day(), nullable=True),
        sa.Column("valid_until", Day(), nullable=True),
        sa.Column("batch", Flag(), nullable=False),
        sa.Column("text", Json(), nullable=False),
        sa.Column("checked_on", Day(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("synthetic", Flag(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('有效', '暂停', '注销', '撤销')", name=op.f("ck_safety_mark_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_mark")),
        sa.UniqueConstraint("number", name=op.f("uq_safety_mark_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "stop_use_notice",
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("mark_number", sa.Text(), nullable=True),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("models", Json(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", Day(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_use_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_stop_use_notice_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stop_use_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stop_use_notice_mark_number"), ["mark_number"], unique=False
        )

    op.create_table(
        "approval_route",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by_id", Id(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("matter IN ('plan', 'split')", name=op.f("ck_approval_route_matter")),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_approval_route_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_approval_route")),
        sa.UniqueConstraint(
            "mine_id", "matter", "number", name=op.f("uq_approval_route_mine_id_matter_number")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "approval_step",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("route", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Text(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tell", sa.Text(), nullable=False),
        sa.Column("because", Json(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("voided_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("quorum IN ('all', 'any')", name=op.f("ck_approval_step_quorum")),
        sa.CheckConstraint(
            "tell IN ('administrator', 'planner', 'approver', 'buyer', 'evaluator', 'acceptor', 'ex_inspector', 'keeper', 'mechanic', 'safety_officer', 'inspector', 'clock')",
            name=op.f("ck_approval_step_tell"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_approval_step_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_approval_step")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("approval_step", schema=None) as batch_op:
        batch_op.create_index("ix_approval_step_subject", ["mine_id", "subject_id"], unique=False)
        batch_op.create_index(
            "uq_approval_step_one_live",
            ["mine_id", "subject", "subject_id", "no", "name"],
            unique=True,
            sqlite_where=sa.text("voided_at is null"),
            postgresql_where=sa.text("voided_at is null"),
        )

    op.create_table(
        "attachment",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('contract', 'notice', 'packing_list', 'photo', 'certificate', 'report', 'authorisation', 'evidence', 'screenshot', 'other')",
            name=op.f("ck_attachment_kind"),
        ),
        sa.CheckConstraint(
            "media IN ('pdf', 'jpg', 'png', 'docx', 'xlsx', 'ofd', 'txt', 'csv')",
            name=op.f("ck_attachment_media"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_attachment_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_attachment")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_mine_id_subject_id"), ["mine_id", "subject_id"], unique=False
        )

    op.create_table(
        "calendar_day",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("rest", Flag(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_calendar_day_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("mine_id", "day", name=op.f("uq_calendar_day_mine_id_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.Column("terms", Json(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'closed')", name=op.f("ck_campaign_state")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_campaign_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("mine_id", "document", name=op.f("uq_campaign_mine_id_document")),
        sqlite_strict=True,
    )
    op.create_table(
        "check_interval",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("class_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hours", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('test', 'maintenance', 'care', 'repair', 'modification')",
            name=op.f("ck_check_interval_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["device_class.id"], name=op.f("fk_check_interval_class_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_check_interval_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_check_interval")),
        sa.UniqueConstraint(
            "mine_id", "class_id", "name", name=op.f("uq_check_interval_mine_id_class_id_name")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "check_template",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("class_id", Id(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("points", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["device_class.id"], name=op.f("fk_check_template_class_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_check_template_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_check_template")),
        sa.UniqueConstraint(
            "mine_id",
            "class_id",
            "edition",
            name=op.f("uq_check_template_mine_id_class_id_edition"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "checklist",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("items", Json(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_checklist_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("mine_id", "name", name=op.f("uq_checklist_mine_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "instrument",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("calibrated_on", Day(), nullable=True),
        sa.Column("calibrated_until", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('in_use', 'faulty', 'retired')", name=op.f("ck_instrument_state")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_instrument_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_instrument_mine_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("peaks", sa.Text(), nullable=False),
        sa.Column("through", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_ledger_checkpoint_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_ledger_checkpoint")),
        sa.UniqueConstraint("mine_id", "size", name=op.f("uq_ledger_checkpoint_mine_id_size")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_entry",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tx", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor_id", Id(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("leaf", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_ledger_entry_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_ledger_entry")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ledger_entry_mine_id_action"), ["mine_id", "action"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_ledger_entry_mine_id_subject_id"),
            ["mine_id", "subject_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_ledger_entry_mine_id_tx"), ["mine_id", "tx"], unique=False
        )

    op.create_table(
        "ledger_node",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_ledger_node_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_ledger_node")),
        sa.UniqueConstraint(
            "mine_id", "size", "level", name=op.f("uq_ledger_node_mine_id_size_level")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "mark_renewal",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("mark_number", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("until", Day(), nullable=False),
        sa.Column("signatures", Json(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_mark_renewal_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_mark_renewal")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("mark_renewal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mark_renewal_mine_id_mark_number"),
            ["mine_id", "mark_number"],
            unique=False,
        )

    op.create_table(
        "method_limit",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("most", Money(), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("until", Day(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('goods', 'works', 'services')", name=op.f("ck_method_limit_kind")
        ),
        sa.CheckConstraint(
            "method IN ('open_tender', 'invited_tender', 'negotiation', 'inquiry', 'reverse_auction', 'direct')",
            name=op.f("ck_method_limit_method"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_method_limit_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_method_limit")),
        sqlite_strict=True,
    )
    op.create_table(
        "number_series",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_number_series_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_number_series")),
        sa.UniqueConstraint(
            "mine_id", "prefix", "year", name=op.f("uq_number_series_mine_id_prefix_year")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "place",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("parent_id", Id(), nullable=True),
        sa.CheckConstraint(
            "zone IN ('surface', 'shaft', 'pit_bottom', 'main_substation', 'main_intake', 'district_intake', 'chamber', 'tippler', 'return', 'face')",
            name=op.f("ck_place_zone"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "parent_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_place_mine_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_place_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_place")),
        sa.UniqueConstraint("mine_id", "name", name=op.f("uq_place_mine_id_name")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_mine_id_parent_id"), ["mine_id", "parent_id"], unique=False
        )

    op.create_table(
        "plan",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("budget", Money(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("copied_from_id", Id(), nullable=True),
        sa.Column("regularised_on", Day(), nullable=True),
        sa.Column("requester_id", Id(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "period IN ('year', 'quarter', 'month', 'urgent')", name=op.f("ck_plan_period")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'closed')", name=op.f("ck_plan_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "copied_from_id"],
            ["plan.mine_id", "plan.id"],
            name=op.f("fk_plan_mine_id_copied_from_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_plan_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_plan")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_plan_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_mine_id_copied_from_id"),
            ["mine_id", "copied_from_id"],
            unique=False,
        )

    op.create_table(
        "product",
        sa.Column("id", Id(), nullable=False),
        sa.Column("class_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("ratings", Json(), nullable=False),
        sa.Column("bans", Json(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["device_class.id"], name=op.f("fk_product_class_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("model", "maker", name=op.f("uq_product_model_maker")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_class_id"), ["class_id"], unique=False)

    op.create_table(
        "purchase_permit",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("valid_from", Day(), nullable=False),
        sa.Column("valid_until", Day(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_purchase_permit_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_purchase_permit")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_purchase_permit_mine_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "quarter_report",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quarter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signed_by", Id(), nullable=False),
        sa.Column("sent_on", Day(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_quarter_report_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_quarter_report")),
        sa.UniqueConstraint(
            "mine_id", "year", "quarter", name=op.f("uq_quarter_report_mine_id_year_quarter")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "sampling_risk",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("class_id", Id(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("risks", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["device_class.id"], name=op.f("fk_sampling_risk_class_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_sampling_risk_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_sampling_risk")),
        sa.UniqueConstraint(
            "mine_id", "class_id", "edition", name=op.f("uq_sampling_risk_mine_id_class_id_edition")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "shift_window",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.Column("terms", Json(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_shift_window_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_shift_window")),
        sa.UniqueConstraint(
            "mine_id", "name", "starts_on", name=op.f("uq_shift_window_mine_id_name_starts_on")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "supplier",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_representative", sa.Text(), nullable=False),
        sa.Column("controller", sa.Text(), nullable=False),
        sa.Column("parent_uscc", sa.Text(), nullable=False),
        sa.Column("licence_number", sa.Text(), nullable=False),
        sa.Column("licence_scope", sa.Text(), nullable=False),
        sa.Column("licence_until", Day(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("re_evaluated_on", Day(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("firm_id", Id(), nullable=False),
        sa.Column("synthetic", Flag(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('active', 'suspended', 'struck_off', 'merged')",
            name=op.f("ck_supplier_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "firm_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_supplier_mine_id_firm_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_supplier_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("mine_id", "uscc", name=op.f("uq_supplier_mine_id_uscc")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supplier_mine_id_firm_id"), ["mine_id", "firm_id"], unique=False
        )

    op.create_table(
        "team",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_team_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_team")),
        sa.UniqueConstraint("mine_id", "name", name=op.f("uq_team_mine_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "tender",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("previous_id", Id(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("works_related", Flag(), nullable=False),
        sa.Column("state_funds", Flag(), nullable=False),
        sa.Column("infrastructure_project", Flag(), nullable=False),
        sa.Column("statutory", Flag(), nullable=False),
        sa.Column("estimate", Money(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("criteria", Json(), nullable=False),
        sa.Column("trim_scores", Flag(), nullable=False),
        sa.Column("qualifications", Json(), nullable=False),
        sa.Column("review_factors", Json(), nullable=False),
        sa.Column("most_lots", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ties", Json(), nullable=False),
        sa.Column("price_basis", sa.Text(), nullable=False),
        sa.Column("short_bond", sa.Text(), nullable=False),
        sa.Column(
            "validity_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("media", Json(), nullable=False),
        sa.Column("drafted_at", UTCDateTime(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=True),
        sa.Column("sale_from", Day(), nullable=True),
        sa.Column("sale_until", Day(), nullable=True),
        sa.Column("deadline", UTCDateTime(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=True),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("threshold", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kept_key", sa.Text(), nullable=False),
        sa.Column("opening_key", sa.Text(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=True),
        sa.Column("report_on", Day(), nullable=True),
        sa.Column("publicity_from", Day(), nullable=True),
        sa.Column("publicity_until", Day(), nullable=True),
        sa.Column("awarded_on", Day(), nullable=True),
        sa.Column("cancelled_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "evaluation IN ('lowest_evaluated_price', 'comprehensive')",
            name=op.f("ck_tender_evaluation"),
        ),
        sa.CheckConstraint(
            "ground IN ('few_bidders', 'cost_share', 'special', 'patent', 'own_make', 'concession', 'original_winner', 'state_rule', 'failed_tender', 'complex', 'urgent', 'no_total', 'sole_supplier', 'unforeseen', 'consistency', 'standard_goods')",
            name=op.f("ck_tender_ground"),
        ),
        sa.CheckConstraint(
            "method IN ('open_tender', 'invited_tender', 'negotiation', 'inquiry', 'reverse_auction', 'direct')",
            name=op.f("ck_tender_method"),
        ),
        sa.CheckConstraint(
            "price_basis IN ('tax_inclusive', 'tax_exclusive')", name=op.f("ck_tender_price_basis")
        ),
        sa.CheckConstraint("seal IN ('file', 'split')", name=op.f("ck_tender_seal")),
        sa.CheckConstraint("short_bond IN ('flag', 'reject')", name=op.f("ck_tender_short_bond")),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'opened', 'evaluated', 'publicised', 'awarded', 'failed', 'cancelled')",
            name=op.f("ck_tender_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "previous_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_tender_mine_id_previous_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tender_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tender")),
        sa.UniqueConstraint(
            "mine_id", "number", "round", name=op.f("uq_tender_mine_id_number_round")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tender_mine_id_previous_id"), ["mine_id", "previous_id"], unique=False
        )

    op.create_table(
        "training",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("held_on", Day(), nullable=False),
        sa.Column("hours", Quantity(), nullable=False),
        sa.Column("teacher", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('induction', 'yearly', 'warning', 'special')", name=op.f("ck_training_kind")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_training_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_training")),
        sqlite_strict=True,
    )
    op.create_table(
        "year_budget",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_year_budget_amount")),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_year_budget_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_year_budget")),
        sa.UniqueConstraint(
            "mine_id", "year", "category", name=op.f("uq_year_budget_mine_id_year_category")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "accounting",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("effects", Json(), nullable=False),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("person_ids", Json(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'upheld', 'dropped')", name=op.f("ck_accounting_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_accounting_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_accounting_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_accounting")),
        sa.UniqueConstraint(
            "mine_id",
            "campaign_id",
            "trigger",
            "subject_id",
            name=op.f("uq_accounting_mine_id_campaign_id_trigger_subject_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("accounting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accounting_mine_id_campaign_id"),
            ["mine_id", "campaign_id"],
            unique=False,
        )

    op.create_table(
        "approval_route_step",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("route_id", Id(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("from_amount", Money(), nullable=True),
        sa.Column("classes", Json(), nullable=False),
        sa.Column("periods", Json(), nullable=False),
        sa.Column("roles", Json(), nullable=False),
        sa.Column("people", Json(), nullable=False),
        sa.Column("quorum", sa.Text(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tell", sa.Text(), nullable=False),
        sa.CheckConstraint("quorum IN ('all', 'any')", name=op.f("ck_approval_route_step_quorum")),
        sa.CheckConstraint(
            "tell IN ('administrator', 'planner', 'approver', 'buyer', 'evaluator', 'acceptor', 'ex_inspector', 'keeper', 'mechanic', 'safety_officer', 'inspector', 'clock')",
            name=op.f("ck_approval_route_step_tell"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "route_id"],
            ["approval_route.mine_id", "approval_route.id"],
            name=op.f("fk_approval_route_step_mine_id_route_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_approval_route_step_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_approval_route_step")),
        sa.UniqueConstraint(
            "mine_id",
            "route_id",
            "no",
            "name",
            name=op.f("uq_approval_route_step_mine_id_route_id_no_name"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("approval_route_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_route_step_mine_id_route_id"),
            ["mine_id", "route_id"],
            unique=False,
        )

    op.create_table(
        "audit",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held_on", Day(), nullable=False),
        sa.Column("auditor", sa.Text(), nullable=False),
        sa.Column("department", Flag(), nullable=False),
        sa.Column("checklist_id", Id(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_audit_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_audit_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "checklist_id"],
            ["checklist.mine_id", "checklist.id"],
            name=op.f("fk_audit_mine_id_checklist_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_audit_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_audit_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_mine_id_campaign_id"), ["mine_id", "campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_mine_id_checklist_id"), ["mine_id", "checklist_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )

    op.create_table(
        "authorisation",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("models", Json(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("valid_until", Day(), nullable=True),
        sa.Column("withdrawn_on", Day(), nullable=True),
        sa.CheckConstraint(
            "capacity IN ('manufacturer', 'distributor')", name=op.f("ck_authorisation_capacity")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_authorisation_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_authorisation_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_authorisation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_authorisation_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "award_report",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("sent_on", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_award_report_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_award_report_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_award_report")),
        sa.UniqueConstraint("mine_id", "tender_id", name=op.f("uq_award_report_mine_id_tender_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("award_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_award_report_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "calibration",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("instrument_id", Id(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("made_on", Day(), nullable=False),
        sa.Column("valid_until", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "instrument_id"],
            ["instrument.mine_id", "instrument.id"],
            name=op.f("fk_calibration_mine_id_instrument_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_calibration_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_calibration")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("calibration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_calibration_mine_id_instrument_id"),
            ["mine_id", "instrument_id"],
            unique=False,
        )

    op.create_table(
        "campaign_submission",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("sent_on", Day(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_campaign_submission_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_campaign_submission_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_campaign_submission")),
        sa.UniqueConstraint(
            "mine_id",
            "campaign_id",
            "kind",
            "due_on",
            name=op.f("uq_campaign_submission_mine_id_campaign_id_kind_due_on"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("campaign_submission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_campaign_submission_mine_id_campaign_id"),
            ["mine_id", "campaign_id"],
            unique=False,
        )

    op.create_table(
        "check_point",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('unit', 'link', 'post', 'part')", name=op.f("ck_check_point_kind")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_check_point_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_check_point_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_check_point")),
        sa.UniqueConstraint(
            "mine_id",
            "campaign_id",
            "kind",
            "name",
            name=op.f("uq_check_point_mine_id_campaign_id_kind_name"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("check_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_point_mine_id_campaign_id"),
            ["mine_id", "campaign_id"],
            unique=False,
        )

    op.create_table(
        "check_round",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("period_from", Day(), nullable=False),
        sa.Column("held_at", UTCDateTime(), nullable=True),
        sa.Column("held_by", Id(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "tier IN ('group', 'company', 'section', 'team')", name=op.f("ck_check_round_tier")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_check_round_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_check_round_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_check_round")),
        sa.UniqueConstraint(
            "mine_id",
            "campaign_id",
            "tier",
            "period_from",
            name=op.f("uq_check_round_mine_id_campaign_id_tier_period_from"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("check_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_round_mine_id_campaign_id"),
            ["mine_id", "campaign_id"],
            unique=False,
        )

    op.create_table(
        "controlled_part",
        sa.Column("id", Id(), nullable=False),
        sa.Column("product_id", Id(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("mark_number", sa.Text(), nullable=False),
        sa.Column("certificates", Json(), nullable=False),
        sa.Column("certified_on", Day(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_controlled_part_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_controlled_part")),
        sa.UniqueConstraint(
            "product_id",
            "part",
            "model",
            "maker",
            name=op.f("uq_controlled_part_product_id_part_model_maker"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("controlled_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_controlled_part_product_id"), ["product_id"], unique=False
        )

    op.create_table(
        "document_taker",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("taken_on", Day(), nullable=False),
        sa.Column("fee", Money(), nullable=False),
        sa.Column("fee_returned_on", Day(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_document_taker_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_document_taker_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_document_taker_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_document_taker")),
        sa.UniqueConstraint(
            "mine_id",
            "tender_id",
            "supplier_id",
            name=op.f("uq_document_taker_mine_id_tender_id_supplier_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("document_taker", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_taker_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_document_taker_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "explosive_store",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("capacity", Quantity(), nullable=False),
        sa.CheckConstraint("kind IN ('charge', 'detonator')", name=op.f("ck_explosive_store_kind")),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_explosive_store_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_explosive_store_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_explosive_store")),
        sa.UniqueConstraint(
            "mine_id", "place_id", name=op.f("uq_explosive_store_mine_id_place_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("explosive_store", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_explosive_store_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )

    op.create_table(
        "gate",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_gate_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_gate_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_gate")),
        sa.UniqueConstraint("mine_id", "name", name=op.f("uq_gate_mine_id_name")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gate_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_invitation_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_invitation_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_invitation_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "mine_id",
            "tender_id",
            "supplier_id",
            name=op.f("uq_invitation_mine_id_tender_id_supplier_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_invitation_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "ledger_leaf",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", Id(), nullable=False),
        sa.Column("leaf", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "entry_id"],
            ["ledger_entry.mine_id", "ledger_entry.id"],
            name=op.f("fk_ledger_leaf_mine_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_ledger_leaf_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_ledger_leaf")),
        sa.UniqueConstraint("mine_id", "entry_id", name=op.f("uq_ledger_leaf_mine_id_entry_id")),
        sa.UniqueConstraint("mine_id", "position", name=op.f("uq_ledger_leaf_mine_id_position")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("ledger_leaf", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ledger_leaf_mine_id_entry_id"), ["mine_id", "entry_id"], unique=False
        )

    op.create_table(
        "list_check",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("checked_on", Day(), nullable=False),
        sa.Column("listed", Flag(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "list IN ('work_safety', 'market', 'court')", name=op.f("ck_list_check_list")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_list_check_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_list_check_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_list_check")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("list_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_list_check_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "lot",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("estimate", Money(), nullable=False),
        sa.Column("max_price", Money(), nullable=True),
        sa.Column("bid_bond", Money(), nullable=False),
        sa.Column("previous_id", Id(), nullable=True),
        sa.Column("attempt", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("awarded_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'awarded', 'failed', 'cancelled')", name=op.f("ck_lot_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "previous_id"],
            ["lot.mine_id", "lot.id"],
            name=op.f("fk_lot_mine_id_previous_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_lot_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_lot_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_lot")),
        sa.UniqueConstraint("mine_id", "previous_id", name=op.f("uq_lot_mine_id_previous_id")),
        sa.UniqueConstraint("mine_id", "tender_id", "no", name=op.f("uq_lot_mine_id_tender_id_no")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lot_mine_id_previous_id"), ["mine_id", "previous_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_lot_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "permit_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("permit_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("bought", Quantity(), nullable=False),
        sa.CheckConstraint("kind IN ('charge', 'detonator')", name=op.f("ck_permit_line_kind")),
        sa.CheckConstraint("bought <= quantity", name=op.f("ck_permit_line_bought")),
        sa.ForeignKeyConstraint(
            ["mine_id", "permit_id"],
            ["purchase_permit.mine_id", "purchase_permit.id"],
            name=op.f("fk_permit_line_mine_id_permit_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_permit_line_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_permit_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("permit_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_permit_line_mine_id_permit_id"), ["mine_id", "permit_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team_id", Id(), nullable=True),
        sa.Column("roles", Json(), nullable=False),
        sa.Column("left_on", Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_person_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_person_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_person_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )

    op.create_table(
        "phase",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_phase_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_phase_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_phase")),
        sa.UniqueConstraint(
            "mine_id", "campaign_id", "no", name=op.f("uq_phase_mine_id_campaign_id_no")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("phase", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_phase_mine_id_campaign_id"), ["mine_id", "campaign_id"], unique=False
        )

    op.create_table(
        "place_interval",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("interval_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "interval_id"],
            ["check_interval.mine_id", "check_interval.id"],
            name=op.f("fk_place_interval_mine_id_interval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_place_interval_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_place_interval_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_place_interval")),
        sa.UniqueConstraint(
            "mine_id",
            "interval_id",
            "place_id",
            name=op.f("uq_place_interval_mine_id_interval_id_place_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("place_interval", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_interval_mine_id_interval_id"),
            ["mine_id", "interval_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_place_interval_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )

    op.create_table(
        "plan_approval",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("for_id", Id(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("approved", Flag(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("voided_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "plan_id"],
            ["plan.mine_id", "plan.id"],
            name=op.f("fk_plan_approval_mine_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_plan_approval_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_plan_approval")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("plan_approval", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_approval_mine_id_plan_id"), ["mine_id", "plan_id"], unique=False
        )

    op.create_table(
        "plan_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("estimate", Money(), nullable=False),
        sa.Column("need_by", Day(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("papers", Json(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("supply", sa.Text(), nullable=False),
        sa.Column("suppliers", Json(), nullable=False),
        sa.Column("spare", Flag(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("removed", Flag(), nullable=False),
        sa.CheckConstraint(
            "supply IN ('joint', 'own', 'internal')", name=op.f("ck_plan_line_supply")
        ),
        sa.CheckConstraint("estimate >= 0", name=op.f("ck_plan_line_estimate")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_plan_line_quantity")),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_plan_line_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "plan_id"],
            ["plan.mine_id", "plan.id"],
            name=op.f("fk_plan_line_mine_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_plan_line_mine_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_plan_line_product_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint(
            "mine_id", "plan_id", "no", name=op.f("uq_plan_line_mine_id_plan_id_no")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("plan_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_line_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_plan_line_mine_id_plan_id"), ["mine_id", "plan_id"], unique=False
        )

    op.create_table(
        "prequalification",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("round", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("criteria", Json(), nullable=False),
        sa.Column("sale_from", Day(), nullable=False),
        sa.Column("sale_until", Day(), nullable=False),
        sa.Column("closes_at", UTCDateTime(), nullable=False),
        sa.Column("concluded_on", Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_prequalification_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_prequalification_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_prequalification")),
        sa.UniqueConstraint(
            "mine_id",
            "tender_id",
            "round",
            name=op.f("uq_prequalification_mine_id_tender_id_round"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("prequalification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prequalification_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "stocktake",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("opened_by", Id(), nullable=False),
        sa.Column("counted_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_stocktake_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_stocktake_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_stocktake_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_stocktake")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("stocktake", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stocktake_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )

    op.create_table(
        "supplier_mark",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("happened_on", Day(), nullable=False),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("annulled_on", Day(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('delivered_on_time', 'delivered_late', 'accepted', 'rejected', 'returned', 'late_papers', 'gate_refused', 'failed_underground', 'rated')",
            name=op.f("ck_supplier_mark_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_supplier_mark_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_supplier_mark_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_supplier_mark")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supplier_mark_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "supplier_rating",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("stars", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("rated_by", Id(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "category IN ('quality', 'timeliness', 'cooperation')",
            name=op.f("ck_supplier_rating_category"),
        ),
        sa.CheckConstraint(
            "state IN ('given', 'confirmed', 'refused')", name=op.f("ck_supplier_rating_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_supplier_rating_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_supplier_rating_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_supplier_rating")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supplier_rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supplier_rating_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "tender_complaint",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("complainant", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("known_on", Day(), nullable=False),
        sa.Column("filed_on", Day(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("answered_on", Day(), nullable=True),
        sa.Column("paused_on", Day(), nullable=True),
        sa.Column("resumed_on", Day(), nullable=True),
        sa.Column("decided_on", Day(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('taken_up', 'refused')", name=op.f("ck_tender_complaint_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_tender_complaint_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tender_complaint_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tender_complaint")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender_complaint", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tender_complaint_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "tender_notice",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('prequalification', 'tender', 'clarification', 'candidates', 'award', 'termination')",
            name=op.f("ck_tender_notice_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_tender_notice_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tender_notice_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tender_notice")),
        sa.UniqueConstraint(
            "mine_id",
            "tender_id",
            "kind",
            "no",
            name=op.f("uq_tender_notice_mine_id_tender_id_kind_no"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tender_notice_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "tender_objection",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("late", Flag(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "about IN ('prequalification', 'documents', 'opening', 'candidates')",
            name=op.f("ck_tender_objection_about"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_tender_objection_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_tender_objection_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tender_objection_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tender_objection")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender_objection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tender_objection_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tender_objection_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "violation",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("happened_on", Day(), nullable=False),
        sa.Column("evidence", Json(), nullable=False),
        sa.Column("accused_by", Id(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("told_on", Day(), nullable=True),
        sa.Column("answer_by", Day(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_on", Day(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("complaint", sa.Text(), nullable=False),
        sa.Column("complained_on", Day(), nullable=True),
        sa.Column("reviewed_by", Id(), nullable=True),
        sa.Column("upheld", Flag(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "offence IN ('false_papers', 'fake_goods', 'collusion', 'bribery', 'non_performance', 'other')",
            name=op.f("ck_violation_offence"),
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'told', 'heard', 'decided', 'complained', 'reviewed')",
            name=op.f("ck_violation_state"),
        ),
        sa.CheckConstraint(
            "verdict IN ('satisfied', 'no_violation', 'lack_of_evidence')",
            name=op.f("ck_violation_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_violation_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_violation_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_violation")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_violation_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("violation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_violation_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )

    op.create_table(
        "account",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_account_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_account_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_account")),
        sa.UniqueConstraint("mine_id", "username", name=op.f("uq_account_mine_id_username")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )

    op.create_table(
        "acknowledgement",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("paper_id", Id(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "by_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_acknowledgement_mine_id_by_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_acknowledgement_mine_id")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["product_paper.id"], name=op.f("fk_acknowledgement_paper_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_acknowledgement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acknowledgement_mine_id_by_id"), ["mine_id", "by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_acknowledgement_mine_id_paper_id"), ["mine_id", "paper_id"], unique=False
        )

    op.create_table(
        "approval_delegation",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("delegate_id", Id(), nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "delegate_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_approval_delegation_mine_id_delegate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_approval_delegation_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_approval_delegation_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_approval_delegation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("approval_delegation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_delegation_mine_id_delegate_id"),
            ["mine_id", "delegate_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_approval_delegation_mine_id_person_id"),
            ["mine_id", "person_id"],
            unique=False,
        )

    op.create_table(
        "approval_seat",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("step_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", Json(), nullable=False),
        sa.Column("instead_of_id", Id(), nullable=True),
        sa.Column("signed_at", UTCDateTime(), nullable=True),
        sa.Column("signed_by_id", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "instead_of_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_approval_seat_mine_id_instead_of_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_approval_seat_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "step_id"],
            ["approval_step.mine_id", "approval_step.id"],
            name=op.f("fk_approval_seat_mine_id_step_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_approval_seat_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_approval_seat")),
        sa.UniqueConstraint(
            "mine_id",
            "step_id",
            "person_id",
            name=op.f("uq_approval_seat_mine_id_step_id_person_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("approval_seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_approval_seat_mine_id_instead_of_id"),
            ["mine_id", "instead_of_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_approval_seat_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_approval_seat_mine_id_step_id"), ["mine_id", "step_id"], unique=False
        )

    op.create_table(
        "attendance",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("training_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("passed", Flag(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_attendance_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "training_id"],
            ["training.mine_id", "training.id"],
            name=op.f("fk_attendance_mine_id_training_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_attendance_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "mine_id",
            "training_id",
            "person_id",
            name=op.f("uq_attendance_mine_id_training_id_person_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attendance_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attendance_mine_id_training_id"),
            ["mine_id", "training_id"],
            unique=False,
        )

    op.create_table(
        "auction",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("lot_id", Id(), nullable=False),
        sa.Column("opens_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("step", Money(), nullable=False),
        sa.Column("below", sa.Text(), nullable=False),
        sa.Column(
            "quiet_minutes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("below IN ('lowest', 'own')", name=op.f("ck_auction_below")),
        sa.CheckConstraint("state IN ('announced', 'closed')", name=op.f("ck_auction_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "lot_id"], ["lot.mine_id", "lot.id"], name=op.f("fk_auction_mine_id_lot_id")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_auction_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_auction_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_auction")),
        sa.UniqueConstraint("mine_id", "lot_id", name=op.f("uq_auction_mine_id_lot_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("auction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_auction_mine_id_lot_id"), ["mine_id", "lot_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_auction_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "bid",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("lot_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("price", Money(), nullable=True),
        sa.Column("reviewed_price", Money(), nullable=True),
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rejection", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('sealed', 'withdrawn', 'late', 'returned', 'opened', 'rejected', 'candidate', 'won', 'dropped', 'set_aside', 'bound')",
            name=op.f("ck_bid_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "lot_id"], ["lot.mine_id", "lot.id"], name=op.f("fk_bid_mine_id_lot_id")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_bid_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_bid_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_bid_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_bid")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bid_mine_id_lot_id"), ["mine_id", "lot_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bid_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bid_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )
        batch_op.create_index(
            "uq_bid_one_live",
            ["mine_id", "lot_id", "supplier_id"],
            unique=True,
            sqlite_where=sa.text("state not in ('withdrawn', 'late')"),
            postgresql_where=sa.text("state not in ('withdrawn', 'late')"),
        )
        batch_op.create_index(
            "uq_bid_one_winner",
            ["mine_id", "lot_id"],
            unique=True,
            sqlite_where=sa.text("state in ('won', 'bound')"),
            postgresql_where=sa.text("state in ('won', 'bound')"),
        )

    op.create_table(
        "bid_bond",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("lot_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("basic_account", Flag(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("received_on", Day(), nullable=False),
        sa.Column("valid_until", Day(), nullable=True),
        sa.Column("returned_on", Day(), nullable=True),
        sa.Column("interest", Money(), nullable=True),
        sa.Column("forfeited_on", Day(), nullable=True),
        sa.Column("forfeit", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "forfeit IN ('revoked', 'refused_contract', 'added_conditions', 'no_performance_bond')",
            name=op.f("ck_bid_bond_forfeit"),
        ),
        sa.CheckConstraint(
            "form IN ('transfer', 'cash', 'cheque', 'guarantee')", name=op.f("ck_bid_bond_form")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_bid_bond_amount")),
        sa.ForeignKeyConstraint(
            ["mine_id", "lot_id"],
            ["lot.mine_id", "lot.id"],
            name=op.f("fk_bid_bond_mine_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_bid_bond_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_bid_bond_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_bid_bond_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_bid_bond")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bid_bond", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bid_bond_mine_id_lot_id"), ["mine_id", "lot_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bid_bond_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bid_bond_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "certificate",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("permit", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("valid_from", Day(), nullable=False),
        sa.Column("valid_until", Day(), nullable=False),
        sa.CheckConstraint(
            "permit IN ('ex_inspection', 'evaluation', 'acceptance', 'electrician', 'safety_management', 'blasting')",
            name=op.f("ck_certificate_permit"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_certificate_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_certificate_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_certificate")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificate_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )

    op.create_table(
        "committee_member",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("expert", Flag(), nullable=False),
        sa.Column("interest", sa.Text(), nullable=False),
        sa.Column("special", sa.Text(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=True),
        sa.Column("left_at", UTCDateTime(), nullable=True),
        sa.Column("leaving", sa.Text(), nullable=True),
        sa.Column("left_note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "leaving IN ('recusal', 'absence', 'health', 'other')",
            name=op.f("ck_committee_member_leaving"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_committee_member_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_committee_member_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_committee_member_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_committee_member")),
        sa.UniqueConstraint(
            "mine_id",
            "tender_id",
            "person_id",
            name=op.f("uq_committee_member_mine_id_tender_id_person_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("committee_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_committee_member_mine_id_person_id"),
            ["mine_id", "person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_committee_member_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "covered_point",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("point_id", Id(), nullable=False),
        sa.Column("round_id", Id(), nullable=False),
        sa.Column("on", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "point_id"],
            ["check_point.mine_id", "check_point.id"],
            name=op.f("fk_covered_point_mine_id_point_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "round_id"],
            ["check_round.mine_id", "check_round.id"],
            name=op.f("fk_covered_point_mine_id_round_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_covered_point_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_covered_point")),
        sa.UniqueConstraint(
            "mine_id",
            "point_id",
            "round_id",
            name=op.f("uq_covered_point_mine_id_point_id_round_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("covered_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_covered_point_mine_id_point_id"), ["mine_id", "point_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_covered_point_mine_id_round_id"), ["mine_id", "round_id"], unique=False
        )

    op.create_table(
        "debarment",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("violation_id", Id(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("offence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("starts_on", Day(), nullable=False),
        sa.Column("ends_on", Day(), nullable=False),
        sa.Column("lifted_on", Day(), nullable=True),
        sa.CheckConstraint(
            "cause IN ('collusion', 'fraud', 'non_performance', 'safety_dishonesty', 'market_dishonesty', 'court_default', 'mine_decision', 'interim')",
            name=op.f("ck_debarment_cause"),
        ),
        sa.CheckConstraint(
            "offence IN ('false_papers', 'fake_goods', 'collusion', 'bribery', 'non_performance', 'other')",
            name=op.f("ck_debarment_offence"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_debarment_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "violation_id"],
            ["violation.mine_id", "violation.id"],
            name=op.f("fk_debarment_mine_id_violation_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_debarment_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_debarment")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("debarment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_debarment_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_debarment_mine_id_violation_id"),
            ["mine_id", "violation_id"],
            unique=False,
        )

    op.create_table(
        "device",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("gate_id", Id(), nullable=False),
        sa.Column("invitation_hash", sa.Text(), nullable=False),
        sa.Column("invited_until", UTCDateTime(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("enrolled_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "gate_id"],
            ["gate.mine_id", "gate.id"],
            name=op.f("fk_device_mine_id_gate_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_device_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_device")),
        sa.UniqueConstraint("mine_id", "name", name=op.f("uq_device_mine_id_name")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_device_mine_id_gate_id"), ["mine_id", "gate_id"], unique=False
        )

    op.create_table(
        "expert",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("in_field_since", Day(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_expert_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_expert_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_expert")),
        sa.UniqueConstraint("mine_id", "person_id", name=op.f("uq_expert_mine_id_person_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_expert_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )

    op.create_table(
        "expert_draw",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("pool", Json(), nullable=False),
        sa.Column("places", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("kept_seed", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("witness_id", Id(), nullable=True),
        sa.Column("prepared_by", Id(), nullable=False),
        sa.Column("drawn_at", UTCDateTime(), nullable=True),
        sa.Column("drawn", Json(), nullable=False),
        sa.Column("excused", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "prepared_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_expert_draw_mine_id_prepared_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_expert_draw_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "witness_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_expert_draw_mine_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_expert_draw_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_expert_draw")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("expert_draw", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_expert_draw_mine_id_prepared_by"),
            ["mine_id", "prepared_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_expert_draw_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_expert_draw_mine_id_witness_id"), ["mine_id", "witness_id"], unique=False
        )

    op.create_table(
        "explosive_count",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("store_id", Id(), nullable=False),
        sa.Column("booked", Quantity(), nullable=False),
        sa.Column("counted", Quantity(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("witness_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_explosive_count_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "store_id"],
            ["explosive_store.mine_id", "explosive_store.id"],
            name=op.f("fk_explosive_count_mine_id_store_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "witness_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_explosive_count_mine_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_explosive_count_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_explosive_count")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("explosive_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_explosive_count_mine_id_person_id"),
            ["mine_id", "person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_count_mine_id_store_id"), ["mine_id", "store_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_count_mine_id_witness_id"),
            ["mine_id", "witness_id"],
            unique=False,
        )

    op.create_table(
        "gate_manifest",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("gate_id", Id(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("not_after", UTCDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "gate_id"],
            ["gate.mine_id", "gate.id"],
            name=op.f("fk_gate_manifest_mine_id_gate_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_gate_manifest_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_gate_manifest")),
        sa.UniqueConstraint(
            "mine_id", "gate_id", "seq", name=op.f("uq_gate_manifest_mine_id_gate_id_seq")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("gate_manifest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gate_manifest_mine_id_gate_id"), ["mine_id", "gate_id"], unique=False
        )

    op.create_table(
        "keyholder",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_keyholder_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_keyholder_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_keyholder")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("keyholder", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_keyholder_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            "uq_keyholder_one_current",
            ["mine_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )

    op.create_table(
        "method_change",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("approved_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "method IN ('open_tender', 'invited_tender', 'negotiation', 'inquiry', 'reverse_auction', 'direct')",
            name=op.f("ck_method_change_method"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_method_change_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_method_change_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_method_change_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_method_change")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("method_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_method_change_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_method_change_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "notice_copy",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("notice_id", Id(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published_on", Day(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("fee", Money(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "notice_id"],
            ["tender_notice.mine_id", "tender_notice.id"],
            name=op.f("fk_notice_copy_mine_id_notice_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_notice_copy_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_notice_copy")),
        sa.UniqueConstraint(
            "mine_id", "notice_id", "url", name=op.f("uq_notice_copy_mine_id_notice_id_url")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("notice_copy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_copy_mine_id_notice_id"), ["mine_id", "notice_id"], unique=False
        )

    op.create_table(
        "notice_recipient",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("notice_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "notice_id"],
            ["tender_notice.mine_id", "tender_notice.id"],
            name=op.f("fk_notice_recipient_mine_id_notice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_notice_recipient_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_notice_recipient_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_notice_recipient")),
        sa.UniqueConstraint(
            "mine_id",
            "notice_id",
            "supplier_id",
            name=op.f("uq_notice_recipient_mine_id_notice_id_supplier_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_recipient_mine_id_notice_id"),
            ["mine_id", "notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_notice_recipient_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "opening_record",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("present", Json(), nullable=False),
        sa.Column("readings", Json(), nullable=False),
        sa.Column("remarks", Json(), nullable=False),
        sa.Column("reader_id", Id(), nullable=False),
        sa.Column("recorder_id", Id(), nullable=False),
        sa.Column("reader_signed_at", UTCDateTime(), nullable=True),
        sa.Column("recorder_signed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("reader_id <> recorder_id", name=op.f("ck_opening_record_two_people")),
        sa.ForeignKeyConstraint(
            ["mine_id", "reader_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_opening_record_mine_id_reader_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "recorder_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_opening_record_mine_id_recorder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_opening_record_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_opening_record_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_opening_record")),
        sa.UniqueConstraint(
            "mine_id", "tender_id", name=op.f("uq_opening_record_mine_id_tender_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("opening_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opening_record_mine_id_reader_id"),
            ["mine_id", "reader_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_opening_record_mine_id_recorder_id"),
            ["mine_id", "recorder_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_opening_record_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "prequalification_application",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("prequalification_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("unmet", Json(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "result IN ('pending', 'late', 'passed', 'failed')",
            name=op.f("ck_prequalification_application_result"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "prequalification_id"],
            ["prequalification.mine_id", "prequalification.id"],
            name=op.f("fk_prequalification_application_mine_id_prequalification_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_prequalification_application_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_prequalification_application_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_prequalification_application")),
        sa.UniqueConstraint(
            "mine_id",
            "prequalification_id",
            "supplier_id",
            name=op.f("uq_prequalification_application_mine_id_prequalification_id_supplier_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("prequalification_application", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_prequalification_application_mine_id_prequalification_id"),
            ["mine_id", "prequalification_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_prequalification_application_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "requisition",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("team_id", Id(), nullable=False),
        sa.Column("requester_id", Id(), nullable=False),
        sa.Column("product_id", Id(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("estimate", Money(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("need_by", Day(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("plan_line_id", Id(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('filed', 'gathered', 'returned', 'withdrawn')",
            name=op.f("ck_requisition_state"),
        ),
        sa.CheckConstraint(
            "urgency IN ('normal', 'pressing', 'urgent')", name=op.f("ck_requisition_urgency")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_requisition_quantity")),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_requisition_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "plan_line_id"],
            ["plan_line.mine_id", "plan_line.id"],
            name=op.f("fk_requisition_mine_id_plan_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_requisition_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_requisition_mine_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_requisition_product_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_requisition")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_requisition_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("requisition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_requisition_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_requisition_mine_id_plan_line_id"),
            ["mine_id", "plan_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_requisition_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )

    op.create_table(
        "responsibility_letter",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("issued_on", Day(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('issued', 'signed', 'withdrawn')",
            name=op.f("ck_responsibility_letter_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_responsibility_letter_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_responsibility_letter_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_responsibility_letter_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_responsibility_letter")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("responsibility_letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_responsibility_letter_mine_id_campaign_id"),
            ["mine_id", "campaign_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_responsibility_letter_mine_id_person_id"),
            ["mine_id", "person_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_responsibility_letter_standing",
            ["mine_id", "campaign_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'withdrawn'"),
            postgresql_where=sa.text("state <> 'withdrawn'"),
        )

    op.create_table(
        "scan",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=True),
        sa.Column("gate_id", Id(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("device_at", UTCDateTime(), nullable=True),
        sa.Column("actor_id", Id(), nullable=False),
        sa.Column("spare", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("admitted", Flag(), nullable=False),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("trip_id", Id(), nullable=True),
        sa.Column("findings", Json(), nullable=False),
        sa.Column("facts", Json(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_scan_direction")),
        sa.ForeignKeyConstraint(
            ["mine_id", "gate_id"],
            ["gate.mine_id", "gate.id"],
            name=op.f("fk_scan_mine_id_gate_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_scan_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_scan")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scan_mine_id_gate_id"), ["mine_id", "gate_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_scan_mine_id_item_id_at"), ["mine_id", "item_id", "at"], unique=False
        )

    op.create_table(
        "split_waiver",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_split_waiver_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "plan_id"],
            ["plan.mine_id", "plan.id"],
            name=op.f("fk_split_waiver_mine_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_split_waiver_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_split_waiver")),
        sa.UniqueConstraint(
            "mine_id",
            "plan_id",
            "revision",
            "person_id",
            name=op.f("uq_split_waiver_mine_id_plan_id_revision_person_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("split_waiver", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_split_waiver_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_split_waiver_mine_id_plan_id"), ["mine_id", "plan_id"], unique=False
        )

    op.create_table(
        "tender_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("lot_id", Id(), nullable=False),
        sa.Column("plan_line_id", Id(), nullable=False),
        sa.Column(
            "plan_revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_tender_line_quantity")),
        sa.ForeignKeyConstraint(
            ["mine_id", "lot_id"],
            ["lot.mine_id", "lot.id"],
            name=op.f("fk_tender_line_mine_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "plan_line_id"],
            ["plan_line.mine_id", "plan_line.id"],
            name=op.f("fk_tender_line_mine_id_plan_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_tender_line_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tender_line_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tender_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tender_line_mine_id_lot_id"), ["mine_id", "lot_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tender_line_mine_id_plan_line_id"),
            ["mine_id", "plan_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tender_line_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "token",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_token_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_token_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_token")),
        sa.UniqueConstraint("mine_id", "digest", name=op.f("uq_token_mine_id_digest")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_token_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )

    op.create_table(
        "trial",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("product_id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("valid_from", Day(), nullable=False),
        sa.Column("valid_until", Day(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("proposed_by", Id(), nullable=False),
        sa.Column("approved_by", Id(), nullable=True),
        sa.Column("approved_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "approved_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_trial_mine_id_approved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_trial_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_trial_mine_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_trial_product_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_trial")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trial_mine_id_approved_by"), ["mine_id", "approved_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_trial_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_trial_mine_id_product_id"), ["mine_id", "product_id"], unique=False
        )

    op.create_table(
        "auction_offer",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("auction_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("price", Money(), nullable=False),
        sa.Column("prices", Json(), nullable=False),
        sa.Column("taken", Flag(), nullable=False),
        sa.Column("findings", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "auction_id"],
            ["auction.mine_id", "auction.id"],
            name=op.f("fk_auction_offer_mine_id_auction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_auction_offer_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_auction_offer_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_auction_offer")),
        sa.UniqueConstraint(
            "mine_id", "auction_id", "no", name=op.f("uq_auction_offer_mine_id_auction_id_no")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("auction_offer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_auction_offer_mine_id_auction_id"),
            ["mine_id", "auction_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_auction_offer_mine_id_supplier_id"),
            ["mine_id", "supplier_id"],
            unique=False,
        )

    op.create_table(
        "bid_check",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("bid_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("passes", Flag(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "bid_id"],
            ["bid.mine_id", "bid.id"],
            name=op.f("fk_bid_check_mine_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "member_id"],
            ["committee_member.mine_id", "committee_member.id"],
            name=op.f("fk_bid_check_mine_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_bid_check_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_bid_check")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bid_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bid_check_mine_id_bid_id"), ["mine_id", "bid_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bid_check_mine_id_member_id"), ["mine_id", "member_id"], unique=False
        )
        batch_op.create_index(
            "uq_bid_check_one_current",
            ["mine_id", "bid_id", "item"],
            unique=True,
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )

    op.create_table(
        "bid_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("bid_id", Id(), nullable=False),
        sa.Column("tender_line_id", Id(), nullable=False),
        sa.Column("unit_price", Money(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("mark_number", sa.Text(), nullable=False),
        sa.Column("tax_rate", Quantity(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "bid_id"],
            ["bid.mine_id", "bid.id"],
            name=op.f("fk_bid_line_mine_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_line_id"],
            ["tender_line.mine_id", "tender_line.id"],
            name=op.f("fk_bid_line_mine_id_tender_line_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_bid_line_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_bid_line")),
        sa.UniqueConstraint(
            "mine_id",
            "bid_id",
            "tender_line_id",
            name=op.f("uq_bid_line_mine_id_bid_id_tender_line_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bid_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_bid_line_mine_id_bid_id"), ["mine_id", "bid_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_bid_line_mine_id_tender_line_id"),
            ["mine_id", "tender_line_id"],
            unique=False,
        )

    op.create_table(
        "contract",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("bid_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("drafted_by", Id(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("first_amount", Money(), nullable=False),
        sa.Column("adds_to_id", Id(), nullable=True),
        sa.Column("performance_bond", Money(), nullable=False),
        sa.Column("deliver_by", Day(), nullable=False),
        sa.Column(
            "inspection_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("inspection_agreed", Flag(), nullable=False),
        sa.Column("late_percent", Quantity(), nullable=True),
        sa.Column("late_cap", Quantity(), nullable=True),
        sa.Column(
            "warranty_months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("warranty_from", sa.Text(), nullable=True),
        sa.Column("entered_on", Day(), nullable=True),
        sa.Column("signed_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'signed', 'fulfilled', 'terminated')",
            name=op.f("ck_contract_state"),
        ),
        sa.CheckConstraint(
            "warranty_from IN ('signing', 'delivery', 'acceptance', 'first_entry', 'warranty_end')",
            name=op.f("ck_contract_warranty_from"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "adds_to_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_contract_mine_id_adds_to_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "bid_id"],
            ["bid.mine_id", "bid.id"],
            name=op.f("fk_contract_mine_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_contract_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_contract_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_contract_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_contract")),
        sa.UniqueConstraint("mine_id", "bid_id", name=op.f("uq_contract_mine_id_bid_id")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_contract_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_mine_id_adds_to_id"), ["mine_id", "adds_to_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contract_mine_id_bid_id"), ["mine_id", "bid_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contract_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contract_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "device_event",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("device_id", Id(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("scan_id", Id(), nullable=True),
        sa.Column("applied", Flag(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "device_id"],
            ["device.mine_id", "device.id"],
            name=op.f("fk_device_event_mine_id_device_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "scan_id"],
            ["scan.mine_id", "scan.id"],
            name=op.f("fk_device_event_mine_id_scan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_device_event_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_device_event")),
        sa.UniqueConstraint(
            "mine_id", "device_id", "seq", name=op.f("uq_device_event_mine_id_device_id_seq")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("device_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_device_event_mine_id_device_id"), ["mine_id", "device_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_device_event_mine_id_scan_id"), ["mine_id", "scan_id"], unique=False
        )

    op.create_table(
        "key_share",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("keyholder_id", Id(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("handed_in", sa.Text(), nullable=False),
        sa.Column("handed_in_at", UTCDateTime(), nullable=True),
        sa.Column("lost_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "keyholder_id"],
            ["keyholder.mine_id", "keyholder.id"],
            name=op.f("fk_key_share_mine_id_keyholder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_key_share_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_key_share_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_key_share_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_key_share")),
        sa.UniqueConstraint(
            "mine_id",
            "tender_id",
            "person_id",
            name=op.f("uq_key_share_mine_id_tender_id_person_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("key_share", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_key_share_mine_id_keyholder_id"),
            ["mine_id", "keyholder_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_key_share_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_key_share_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )

    op.create_table(
        "price_adjustment",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("bid_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("factor", sa.Text(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "bid_id"],
            ["bid.mine_id", "bid.id"],
            name=op.f("fk_price_adjustment_mine_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "member_id"],
            ["committee_member.mine_id", "committee_member.id"],
            name=op.f("fk_price_adjustment_mine_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_price_adjustment_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_price_adjustment")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("price_adjustment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_price_adjustment_mine_id_bid_id"), ["mine_id", "bid_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_price_adjustment_mine_id_member_id"),
            ["mine_id", "member_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_price_adjustment_one_current",
            ["mine_id", "bid_id", "factor"],
            unique=True,
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )

    op.create_table(
        "price_hold",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("bid_id", Id(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'explained', 'accepted', 'refused')",
            name=op.f("ck_price_hold_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "bid_id"],
            ["bid.mine_id", "bid.id"],
            name=op.f("fk_price_hold_mine_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_price_hold_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_price_hold")),
        sa.UniqueConstraint("mine_id", "bid_id", name=op.f("uq_price_hold_mine_id_bid_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("price_hold", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_price_hold_mine_id_bid_id"), ["mine_id", "bid_id"], unique=False
        )

    op.create_table(
        "qualification_mark",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("application_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("met", Flag(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "application_id"],
            ["prequalification_application.mine_id", "prequalification_application.id"],
            name=op.f("fk_qualification_mark_mine_id_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "member_id"],
            ["committee_member.mine_id", "committee_member.id"],
            name=op.f("fk_qualification_mark_mine_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_qualification_mark_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_qualification_mark")),
        sa.UniqueConstraint(
            "mine_id",
            "application_id",
            "member_id",
            "criterion",
            name=op.f("uq_qualification_mark_mine_id_application_id_member_id_criterion"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("qualification_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_qualification_mark_mine_id_application_id"),
            ["mine_id", "application_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_qualification_mark_mine_id_member_id"),
            ["mine_id", "member_id"],
            unique=False,
        )

    op.create_table(
        "report_signature",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "opinion IN ('agrees', 'dissents', 'silent')", name=op.f("ck_report_signature_opinion")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "member_id"],
            ["committee_member.mine_id", "committee_member.id"],
            name=op.f("fk_report_signature_mine_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_report_signature_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_report_signature_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_report_signature")),
        sa.UniqueConstraint(
            "mine_id", "member_id", name=op.f("uq_report_signature_mine_id_member_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("report_signature", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_signature_mine_id_member_id"),
            ["mine_id", "member_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_report_signature_mine_id_tender_id"),
            ["mine_id", "tender_id"],
            unique=False,
        )

    op.create_table(
        "scan_correction",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scan_id", Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_at", UTCDateTime(), nullable=False),
        sa.Column("corrected_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "scan_id"],
            ["scan.mine_id", "scan.id"],
            name=op.f("fk_scan_correction_mine_id_scan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_scan_correction_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_scan_correction")),
        sa.UniqueConstraint("mine_id", "scan_id", name=op.f("uq_scan_correction_mine_id_scan_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("scan_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scan_correction_mine_id_scan_id"), ["mine_id", "scan_id"], unique=False
        )

    op.create_table(
        "score_sheet",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tender_id", Id(), nullable=False),
        sa.Column("lot_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("marks", Json(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('entered', 'signed', 'void')", name=op.f("ck_score_sheet_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "lot_id"],
            ["lot.mine_id", "lot.id"],
            name=op.f("fk_score_sheet_mine_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "member_id"],
            ["committee_member.mine_id", "committee_member.id"],
            name=op.f("fk_score_sheet_mine_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_id"],
            ["tender.mine_id", "tender.id"],
            name=op.f("fk_score_sheet_mine_id_tender_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_score_sheet_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_score_sheet")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_score_sheet_mine_id_lot_id"), ["mine_id", "lot_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_score_sheet_mine_id_member_id"), ["mine_id", "member_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_score_sheet_mine_id_tender_id"), ["mine_id", "tender_id"], unique=False
        )
        batch_op.create_index(
            "uq_score_sheet_one_live",
            ["mine_id", "member_id", "lot_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'void'"),
            postgresql_where=sa.text("state <> 'void'"),
        )

    op.create_table(
        "amendment",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("proposed_by", Id(), nullable=False),
        sa.Column("changes", Json(), nullable=False),
        sa.Column("before", Json(), nullable=False),
        sa.Column("added", Money(), nullable=False),
        sa.Column("revision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signed_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "reason IN ('force_majeure', 'law_change', 'add_on', 'mine_cannot_receive', 'need_changed', 'earlier', 'concession')",
            name=op.f("ck_amendment_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'signed', 'void')", name=op.f("ck_amendment_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_amendment_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_amendment_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_amendment")),
        sa.UniqueConstraint(
            "mine_id",
            "contract_id",
            "revision",
            name=op.f("uq_amendment_mine_id_contract_id_revision"),
        ),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_amendment_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_amendment_mine_id_contract_id"), ["mine_id", "contract_id"], unique=False
        )

    op.create_table(
        "contract_bond",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("received_on", Day(), nullable=False),
        sa.Column("return_by", Day(), nullable=False),
        sa.Column("called", Money(), nullable=False),
        sa.Column("interest", Money(), nullable=False),
        sa.Column("returned_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("form IN ('cash', 'guarantee')", name=op.f("ck_contract_bond_form")),
        sa.CheckConstraint(
            "kind IN ('performance', 'quality')", name=op.f("ck_contract_bond_kind")
        ),
        sa.CheckConstraint(
            "state IN ('held', 'called', 'returned')", name=op.f("ck_contract_bond_state")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_contract_bond_amount")),
        sa.CheckConstraint(
            "called >= 0 and called <= amount", name=op.f("ck_contract_bond_called")
        ),
        sa.CheckConstraint("interest >= 0", name=op.f("ck_contract_bond_interest")),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_contract_bond_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_contract_bond_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_contract_bond")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("contract_bond", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_bond_mine_id_contract_id"),
            ["mine_id", "contract_id"],
            unique=False,
        )

    op.create_table(
        "contract_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin_id", Id(), nullable=True),
        sa.Column("tender_line_id", Id(), nullable=False),
        sa.Column("plan_line_id", Id(), nullable=False),
        sa.Column("product_id", Id(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("mark_number", sa.Text(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("unit_price", Money(), nullable=False),
        sa.Column("tax_rate", Quantity(), nullable=True),
        sa.Column("gross", Money(), nullable=False),
        sa.Column("net", Money(), nullable=True),
        sa.Column("over", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("under", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("received", Quantity(), nullable=False),
        sa.Column("cancelled", Quantity(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'ordered') = (origin_id is null)", name=op.f("ck_contract_line_origin")
        ),
        sa.CheckConstraint(
            "kind IN ('ordered', 'free', 'replacement')", name=op.f("ck_contract_line_kind")
        ),
        sa.CheckConstraint(
            "cancelled >= 0 and cancelled <= quantity", name=op.f("ck_contract_line_cancelled")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_contract_line_quantity")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_contract_line_received")),
        sa.CheckConstraint(
            "unit_price >= 0 and gross >= 0 and net >= 0 and net <= gross",
            name=op.f("ck_contract_line_amounts"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_contract_line_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "origin_id"],
            ["contract_line.mine_id", "contract_line.id"],
            name=op.f("fk_contract_line_mine_id_origin_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "plan_line_id"],
            ["plan_line.mine_id", "plan_line.id"],
            name=op.f("fk_contract_line_mine_id_plan_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tender_line_id"],
            ["tender_line.mine_id", "tender_line.id"],
            name=op.f("fk_contract_line_mine_id_tender_line_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_contract_line_mine_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_contract_line_product_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_contract_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("contract_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_line_mine_id_contract_id"),
            ["mine_id", "contract_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contract_line_mine_id_origin_id"), ["mine_id", "origin_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contract_line_mine_id_plan_line_id"),
            ["mine_id", "plan_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contract_line_mine_id_tender_line_id"),
            ["mine_id", "tender_line_id"],
            unique=False,
        )

    op.create_table(
        "conversion",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("product_id", Id(), nullable=False),
        sa.Column("contract_id", Id(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("these", Quantity(), nullable=False),
        sa.Column("into", sa.Text(), nullable=False),
        sa.Column("those", Quantity(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("these > 0 and those > 0", name=op.f("ck_conversion_both")),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_conversion_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_conversion_mine_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_conversion_product_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_conversion")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conversion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conversion_mine_id_contract_id"),
            ["mine_id", "contract_id"],
            unique=False,
        )

    op.create_table(
        "delivery",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("arrived_at", UTCDateTime(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('arrived', 'accepted', 'returned')", name=op.f("ck_delivery_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_delivery_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_delivery_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_delivery_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_mine_id_contract_id"), ["mine_id", "contract_id"], unique=False
        )

    op.create_table(
        "milestone",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("percent", Quantity(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("released_on", Day(), nullable=True),
        sa.Column("released_by", Id(), nullable=True),
        sa.CheckConstraint(
            "event IN ('signing', 'delivery', 'acceptance', 'first_entry', 'warranty_end')",
            name=op.f("ck_milestone_event"),
        ),
        sa.CheckConstraint("percent > 0", name=op.f("ck_milestone_percent")),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_milestone_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_milestone_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_milestone")),
        sa.UniqueConstraint(
            "mine_id", "contract_id", "no", name=op.f("uq_milestone_mine_id_contract_id_no")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_milestone_mine_id_contract_id"), ["mine_id", "contract_id"], unique=False
        )

    op.create_table(
        "payment",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("paid_on", Day(), nullable=False),
        sa.CheckConstraint(
            "means IN ('bank', 'bill', 'cash', 'barter')", name=op.f("ck_payment_means")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_payment_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_payment_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_payment")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_payment_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payment_mine_id_contract_id"), ["mine_id", "contract_id"], unique=False
        )

    op.create_table(
        "penalty",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("contract_id", Id(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("until", Day(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('asserted', 'waived')", name=op.f("ck_penalty_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_penalty_amount")),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_id"],
            ["contract.mine_id", "contract.id"],
            name=op.f("fk_penalty_mine_id_contract_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_penalty_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_penalty")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_penalty_mine_id_contract_id"), ["mine_id", "contract_id"], unique=False
        )

    op.create_table(
        "defect_notice",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("delivery_id", Id(), nullable=False),
        sa.Column("defect", sa.Text(), nullable=False),
        sa.Column("found_on", Day(), nullable=False),
        sa.Column("notified_on", Day(), nullable=False),
        sa.Column("in_time", Flag(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "defect IN ('quantity', 'appearance', 'quality', 'hidden')",
            name=op.f("ck_defect_notice_defect"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "delivery_id"],
            ["delivery.mine_id", "delivery.id"],
            name=op.f("fk_defect_notice_mine_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_defect_notice_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_defect_notice")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("defect_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_defect_notice_mine_id_delivery_id"),
            ["mine_id", "delivery_id"],
            unique=False,
        )

    op.create_table(
        "delivery_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("delivery_id", Id(), nullable=False),
        sa.Column("contract_line_id", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("presented", Quantity(), nullable=False),
        sa.Column("accepted", Quantity(), nullable=False),
        sa.Column("accepted_on", Day(), nullable=True),
        sa.Column("rejected", Quantity(), nullable=False),
        sa.Column("returned", Quantity(), nullable=False),
        sa.CheckConstraint(
            "accepted + rejected <= presented and presented <= quantity",
            name=op.f("ck_delivery_line_order"),
        ),
        sa.CheckConstraint(
            "accepted >= 0 and rejected >= 0", name=op.f("ck_delivery_line_verdicts")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_delivery_line_quantity")),
        sa.CheckConstraint(
            "returned >= 0 and returned <= quantity - accepted",
            name=op.f("ck_delivery_line_returned"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_line_id"],
            ["contract_line.mine_id", "contract_line.id"],
            name=op.f("fk_delivery_line_mine_id_contract_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "delivery_id"],
            ["delivery.mine_id", "delivery.id"],
            name=op.f("fk_delivery_line_mine_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_delivery_line_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_delivery_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_line_mine_id_contract_line_id"),
            ["mine_id", "contract_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_line_mine_id_delivery_id"),
            ["mine_id", "delivery_id"],
            unique=False,
        )

    op.create_table(
        "milestone_part",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("milestone_id", Id(), nullable=False),
        sa.Column("amount", Money(), nullable=False),
        sa.Column("worth", Money(), nullable=False),
        sa.Column("released_on", Day(), nullable=False),
        sa.Column("released_by", Id(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_milestone_part_amount")),
        sa.ForeignKeyConstraint(
            ["mine_id", "milestone_id"],
            ["milestone.mine_id", "milestone.id"],
            name=op.f("fk_milestone_part_mine_id_milestone_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_milestone_part_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_milestone_part")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("milestone_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_milestone_part_mine_id_milestone_id"),
            ["mine_id", "milestone_id"],
            unique=False,
        )

    op.create_table(
        "packing_line",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("delivery_id", Id(), nullable=False),
        sa.Column("contract_line_id", Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stated", Quantity(), nullable=False),
        sa.Column("found", Quantity(), nullable=False),
        sa.CheckConstraint("stated >= 0 and found >= 0", name=op.f("ck_packing_line_quantities")),
        sa.ForeignKeyConstraint(
            ["mine_id", "contract_line_id"],
            ["contract_line.mine_id", "contract_line.id"],
            name=op.f("fk_packing_line_mine_id_contract_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "delivery_id"],
            ["delivery.mine_id", "delivery.id"],
            name=op.f("fk_packing_line_mine_id_delivery_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_packing_line_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_packing_line")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("packing_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_packing_line_mine_id_contract_line_id"),
            ["mine_id", "contract_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_packing_line_mine_id_delivery_id"),
            ["mine_id", "delivery_id"],
            unique=False,
        )

    op.create_table(
        "acceptance",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("delivery_line_id", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("plate", Json(), nullable=False),
        sa.Column("papers", Json(), nullable=False),
        sa.Column("checks", Json(), nullable=False),
        sa.Column("made_on", Day(), nullable=True),
        sa.Column("expires_on", Day(), nullable=True),
        sa.Column("template_id", Id(), nullable=True),
        sa.Column("parted_from_id", Id(), nullable=True),
        sa.Column("findings", Json(), nullable=False),
        sa.Column("signed_by", Id(), nullable=True),
        sa.Column("signed_at", UTCDateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("disposal", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "disposal IN ('return', 'replace')", name=op.f("ck_acceptance_disposal")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'accepted', 'rejected', 'sent_back')",
            name=op.f("ck_acceptance_state"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_acceptance_quantity")),
        sa.ForeignKeyConstraint(
            ["mine_id", "delivery_line_id"],
            ["delivery_line.mine_id", "delivery_line.id"],
            name=op.f("fk_acceptance_mine_id_delivery_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "parted_from_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_acceptance_mine_id_parted_from_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "signed_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_acceptance_mine_id_signed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "template_id"],
            ["check_template.mine_id", "check_template.id"],
            name=op.f("fk_acceptance_mine_id_template_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_acceptance_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_acceptance")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acceptance_mine_id_delivery_line_id"),
            ["mine_id", "delivery_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_acceptance_mine_id_parted_from_id"),
            ["mine_id", "parted_from_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_acceptance_mine_id_signed_by"), ["mine_id", "signed_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_acceptance_mine_id_template_id"),
            ["mine_id", "template_id"],
            unique=False,
        )

    op.create_table(
        "arrived_serial",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("delivery_line_id", Id(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("returned_on", Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "delivery_line_id"],
            ["delivery_line.mine_id", "delivery_line.id"],
            name=op.f("fk_arrived_serial_mine_id_delivery_line_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_arrived_serial_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_arrived_serial")),
        sa.UniqueConstraint(
            "mine_id",
            "delivery_line_id",
            "serial",
            name=op.f("uq_arrived_serial_mine_id_delivery_line_id_serial"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("arrived_serial", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_arrived_serial_mine_id_delivery_line_id"),
            ["mine_id", "delivery_line_id"],
            unique=False,
        )

    op.create_table(
        "check_answer",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("acceptance_id", Id(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("passed", Flag(), nullable=False),
        sa.Column("reading", Quantity(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("instrument_id", Id(), nullable=True),
        sa.Column("photos", Json(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "acceptance_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_check_answer_mine_id_acceptance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "instrument_id"],
            ["instrument.mine_id", "instrument.id"],
            name=op.f("fk_check_answer_mine_id_instrument_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_check_answer_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_check_answer_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_check_answer")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("check_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_answer_mine_id_acceptance_id"),
            ["mine_id", "acceptance_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_check_answer_mine_id_instrument_id"),
            ["mine_id", "instrument_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_check_answer_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_check_answer_mine_id_point"), ["mine_id", "point"], unique=False
        )

    op.create_table(
        "concession",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("acceptance_id", Id(), nullable=False),
        sa.Column("points", Json(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("restriction", sa.Text(), nullable=False),
        sa.Column("until", Day(), nullable=False),
        sa.Column("requested_by", Id(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('requested', 'approved', 'refused')", name=op.f("ck_concession_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "acceptance_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_concession_mine_id_acceptance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "decided_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_concession_mine_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "requested_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_concession_mine_id_requested_by"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_concession_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_concession")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("concession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_concession_mine_id_acceptance_id"),
            ["mine_id", "acceptance_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_concession_mine_id_decided_by"), ["mine_id", "decided_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_concession_mine_id_requested_by"),
            ["mine_id", "requested_by"],
            unique=False,
        )

    op.create_table(
        "explosive_batch",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("permit_line_id", Id(), nullable=False),
        sa.Column("store_id", Id(), nullable=False),
        sa.Column("acceptance_id", Id(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("grade", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("delay_ms", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("received", Quantity(), nullable=False),
        sa.Column("balance", Quantity(), nullable=False),
        sa.Column("serials", Json(), nullable=False),
        sa.Column("made_on", Day(), nullable=False),
        sa.Column("expires_on", Day(), nullable=False),
        sa.Column("dealt_on", Day(), nullable=False),
        sa.Column("filed_on", Day(), nullable=True),
        sa.Column("filing", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('charge', 'detonator')", name=op.f("ck_explosive_batch_kind")),
        sa.CheckConstraint(
            "state IN ('stored', 'destroyed')", name=op.f("ck_explosive_batch_state")
        ),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_explosive_batch_balance")),
        sa.ForeignKeyConstraint(
            ["mine_id", "acceptance_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_explosive_batch_mine_id_acceptance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "permit_line_id"],
            ["permit_line.mine_id", "permit_line.id"],
            name=op.f("fk_explosive_batch_mine_id_permit_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "store_id"],
            ["explosive_store.mine_id", "explosive_store.id"],
            name=op.f("fk_explosive_batch_mine_id_store_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_explosive_batch_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_explosive_batch")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("explosive_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_explosive_batch_mine_id_acceptance_id"),
            ["mine_id", "acceptance_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_batch_mine_id_permit_line_id"),
            ["mine_id", "permit_line_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_batch_mine_id_store_id"), ["mine_id", "store_id"], unique=False
        )

    op.create_table(
        "item",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("product_id", Id(), nullable=False),
        sa.Column("acceptance_id", Id(), nullable=True),
        sa.Column("supplier_id", Id(), nullable=True),
        sa.Column("parted_from_id", Id(), nullable=True),
        sa.Column("lineage", Json(), nullable=False),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.Column("importance", sa.Text(), nullable=True),
        sa.Column("plates", Json(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("stock", Quantity(), nullable=False),
        sa.Column("issued", Quantity(), nullable=False),
        sa.Column("underground", Quantity(), nullable=False),
        sa.Column("consumed", Quantity(), nullable=False),
        sa.Column("scrapped", Quantity(), nullable=False),
        sa.Column("parted", Quantity(), nullable=False),
        sa.Column("mark_number", sa.Text(), nullable=False),
        sa.Column("ex_mark", sa.Text(), nullable=False),
        sa.Column("ratings", Json(), nullable=False),
        sa.Column("papers", Json(), nullable=False),
        sa.Column("arrived_on", Day(), nullable=True),
        sa.Column("made_on", Day(), nullable=True),
        sa.Column("expires_on", Day(), nullable=True),
        sa.Column("unfit_since", UTCDateTime(), nullable=True),
        sa.Column("regular_by", Day(), nullable=True),
        sa.Column("next_due_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("importance IN ('A', 'B', 'C')", name=op.f("ck_item_importance")),
        sa.CheckConstraint("kind IN ('unit', 'lot')", name=op.f("ck_item_kind")),
        sa.CheckConstraint(
            "state IN ('in_stock', 'underground', 'in_repair', 'scrapped')",
            name=op.f("ck_item_state"),
        ),
        sa.CheckConstraint(
            "stock + issued + underground + consumed + scrapped + parted = quantity",
            name=op.f("ck_item_balance"),
        ),
        sa.CheckConstraint(
            "stock >= 0 and issued >= 0 and underground >= 0 and consumed >= 0 and scrapped >= 0 and parted >= 0",
            name=op.f("ck_item_parts"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "acceptance_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_item_mine_id_acceptance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "parent_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_item_mine_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "parted_from_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_item_mine_id_parted_from_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_item_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_item_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_item_mine_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_item_product_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_item")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_item_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_acceptance_id"), ["mine_id", "acceptance_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_mark_number"), ["mine_id", "mark_number"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_parent_id"), ["mine_id", "parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_parted_from_id"),
            ["mine_id", "parted_from_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_product_id_expires_on"),
            ["mine_id", "product_id", "expires_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_serial"), ["mine_id", "serial"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_item_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )
        batch_op.create_index(
            "uq_item_acceptance",
            ["mine_id", "acceptance_id"],
            unique=True,
            sqlite_where=sa.text("parted_from_id is null"),
            postgresql_where=sa.text("parted_from_id is null"),
        )
        batch_op.create_index(
            "uq_item_serial",
            ["mine_id", "product_id", "serial"],
            unique=True,
            sqlite_where=sa.text("kind = 'unit'"),
            postgresql_where=sa.text("kind = 'unit'"),
        )

    op.create_table(
        "sample",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("acceptance_id", Id(), nullable=False),
        sa.Column("supplier_id", Id(), nullable=False),
        sa.Column("class_id", Id(), nullable=False),
        sa.Column("risk_id", Id(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("lot", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("accept", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("names", Json(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("kept_seed", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("prepared_by", Id(), nullable=False),
        sa.Column("witness_id", Id(), nullable=True),
        sa.Column("drawn_at", UTCDateTime(), nullable=True),
        sa.Column("drawn", Json(), nullable=False),
        sa.Column("concluded_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("basis IN ('computed', 'full')", name=op.f("ck_sample_basis")),
        sa.CheckConstraint(
            "scale IN ('normal', 'tightened', 'reduced', 'stopped')", name=op.f("ck_sample_scale")
        ),
        sa.CheckConstraint(
            "state IN ('prepared', 'drawn', 'passed', 'failed')", name=op.f("ck_sample_state")
        ),
        sa.ForeignKeyConstraint(["class_id"], ["device_class.id"], name=op.f("fk_sample_class_id")),
        sa.ForeignKeyConstraint(
            ["mine_id", "acceptance_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_sample_mine_id_acceptance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "prepared_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_sample_mine_id_prepared_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "risk_id"],
            ["sampling_risk.mine_id", "sampling_risk.id"],
            name=op.f("fk_sample_mine_id_risk_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "supplier_id"],
            ["supplier.mine_id", "supplier.id"],
            name=op.f("fk_sample_mine_id_supplier_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "witness_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_sample_mine_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_sample_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_sample")),
        sa.UniqueConstraint(
            "mine_id", "acceptance_id", name=op.f("uq_sample_mine_id_acceptance_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sample", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sample_mine_id_acceptance_id"),
            ["mine_id", "acceptance_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_sample_mine_id_prepared_by"), ["mine_id", "prepared_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sample_mine_id_risk_id"), ["mine_id", "risk_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sample_mine_id_supplier_id"), ["mine_id", "supplier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sample_mine_id_witness_id"), ["mine_id", "witness_id"], unique=False
        )

    op.create_table(
        "suspicion",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("acceptance_id", Id(), nullable=False),
        sa.Column("instrument_id", Id(), nullable=False),
        sa.Column("points", Json(), nullable=False),
        sa.Column("since", Day(), nullable=True),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.Column("cleared_by", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "acceptance_id"],
            ["acceptance.mine_id", "acceptance.id"],
            name=op.f("fk_suspicion_mine_id_acceptance_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "cleared_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_suspicion_mine_id_cleared_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "instrument_id"],
            ["instrument.mine_id", "instrument.id"],
            name=op.f("fk_suspicion_mine_id_instrument_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_suspicion_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_suspicion")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("suspicion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suspicion_mine_id_acceptance_id"),
            ["mine_id", "acceptance_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_suspicion_mine_id_cleared_by"), ["mine_id", "cleared_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_suspicion_mine_id_instrument_id"),
            ["mine_id", "instrument_id"],
            unique=False,
        )

    op.create_table(
        "alias",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('maker_serial', 'old_number', 'gs1', 'vaa', 'other')",
            name=op.f("ck_alias_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_alias_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_alias_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_alias")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alias_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_alias_mine_id_value"), ["mine_id", "value"], unique=False
        )
        batch_op.create_index(
            "uq_alias_live",
            ["mine_id", "kind", "issuer", "value"],
            unique=True,
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )

    op.create_table(
        "camera_check",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("picture", Flag(), nullable=False),
        sa.Column("network", Flag(), nullable=False),
        sa.Column("coverage", Flag(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("checked_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_camera_check_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_camera_check_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_camera_check")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("camera_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_camera_check_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_camera_check_mine_id_item_id_at"),
            ["mine_id", "item_id", "at"],
            unique=False,
        )

    op.create_table(
        "commissioning",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("insulation_mohm", Quantity(), nullable=False),
        sa.Column("earth_ohm", Quantity(), nullable=False),
        sa.Column("instrument_ids", Json(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("tested_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_commissioning_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_commissioning_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_commissioning_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_commissioning")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("commissioning", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commissioning_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commissioning_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )

    op.create_table(
        "conflict",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("device_id", Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event_id", Id(), nullable=True),
        sa.Column("item_id", Id(), nullable=True),
        sa.Column("details", Json(), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("resolved_at", UTCDateTime(), nullable=True),
        sa.Column("resolved_by", Id(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('entered_twice', 'left_without_entry', 'not_so_much', 'not_in_service', 'against_manifest', 'unfit_since', 'too_fast', 'unknown_tag', 'own_inspection', 'forked', 'bad_signature', 'after_revocation', 'broken_chain', 'clock_jump', 'answered_otherwise')",
            name=op.f("ck_conflict_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "device_id"],
            ["device.mine_id", "device.id"],
            name=op.f("fk_conflict_mine_id_device_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "event_id"],
            ["device_event.mine_id", "device_event.id"],
            name=op.f("fk_conflict_mine_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_conflict_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_conflict_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_conflict")),
        sa.UniqueConstraint(
            "mine_id",
            "kind",
            "device_id",
            "key",
            name=op.f("uq_conflict_mine_id_kind_device_id_key"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conflict_mine_id_device_id"), ["mine_id", "device_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_conflict_mine_id_event_id"), ["mine_id", "event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_conflict_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            "ix_conflict_open",
            ["mine_id", "device_id"],
            unique=False,
            sqlite_where=sa.text("resolved_at is null"),
            postgresql_where=sa.text("resolved_at is null"),
        )

    op.create_table(
        "counted",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("stocktake_id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=True),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_counted_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "stocktake_id"],
            ["stocktake.mine_id", "stocktake.id"],
            name=op.f("fk_counted_mine_id_stocktake_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_counted_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_counted")),
        sa.UniqueConstraint(
            "mine_id", "stocktake_id", "code", name=op.f("uq_counted_mine_id_stocktake_id_code")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("counted", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_counted_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_counted_mine_id_stocktake_id"), ["mine_id", "stocktake_id"], unique=False
        )

    op.create_table(
        "due",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("interval_id", Id(), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ran", Quantity(), nullable=False),
        sa.Column("reached_on", Day(), nullable=True),
        sa.Column("postponed_to", Day(), nullable=True),
        sa.Column("due_on", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "interval_id"],
            ["check_interval.mine_id", "check_interval.id"],
            name=op.f("fk_due_mine_id_interval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"], ["item.mine_id", "item.id"], name=op.f("fk_due_mine_id_item_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_due_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_due")),
        sa.UniqueConstraint(
            "mine_id", "item_id", "interval_id", name=op.f("uq_due_mine_id_item_id_interval_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_due_mine_id_due_on"), ["mine_id", "due_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_due_mine_id_interval_id"), ["mine_id", "interval_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_due_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )

    op.create_table(
        "enrolment",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("missing", Json(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("points", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reasons", Json(), nullable=False),
        sa.Column("entered_on", Day(), nullable=False),
        sa.Column("entered_by", Id(), nullable=False),
        sa.Column("regular_by", Day(), nullable=False),
        sa.Column("purchase", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified_by", Id(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("risk IN ('high', 'medium', 'low')", name=op.f("ck_enrolment_risk")),
        sa.CheckConstraint(
            "state IN ('provisional', 'regular', 'out')", name=op.f("ck_enrolment_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_enrolment_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_enrolment_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_enrolment_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("mine_id", "item_id", name=op.f("uq_enrolment_mine_id_item_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolment_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_mine_id_state_regular_by"),
            ["mine_id", "state", "regular_by"],
            unique=False,
        )

    op.create_table(
        "entry_inspection",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("inspector_id", Id(), nullable=False),
        sa.Column("certificate_id", Id(), nullable=False),
        sa.Column("inspected_at", UTCDateTime(), nullable=False),
        sa.Column("valid_until", Day(), nullable=False),
        sa.Column("passed", Flag(), nullable=False),
        sa.Column("checks", Json(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "certificate_id"],
            ["certificate.mine_id", "certificate.id"],
            name=op.f("fk_entry_inspection_mine_id_certificate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "inspector_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_entry_inspection_mine_id_inspector_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_entry_inspection_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_entry_inspection_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_entry_inspection_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_entry_inspection")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("entry_inspection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_inspection_mine_id_certificate_id"),
            ["mine_id", "certificate_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_entry_inspection_mine_id_inspector_id"),
            ["mine_id", "inspector_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_entry_inspection_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_entry_inspection_mine_id_place_id"),
            ["mine_id", "place_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_entry_inspection_live",
            ["mine_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("superseded_at is null"),
            postgresql_where=sa.text("superseded_at is null"),
        )

    op.create_table(
        "entry_permit",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("team_id", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=True),
        sa.Column("valid_until", Day(), nullable=False),
        sa.Column("issued_by", Id(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("consumed_at", UTCDateTime(), nullable=True),
        sa.Column("scan_id", Id(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "danger IN ('hoisting', 'hot_work', 'repair', 'installation')",
            name=op.f("ck_entry_permit_danger"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_entry_permit_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_entry_permit_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "scan_id"],
            ["scan.mine_id", "scan.id"],
            name=op.f("fk_entry_permit_mine_id_scan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_entry_permit_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_entry_permit_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_entry_permit")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_entry_permit_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("entry_permit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_entry_permit_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_entry_permit_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_entry_permit_mine_id_scan_id"), ["mine_id", "scan_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_entry_permit_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )
        batch_op.create_index(
            "uq_entry_permit_live",
            ["mine_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("consumed_at is null and withdrawn_at is null"),
            postgresql_where=sa.text("consumed_at is null and withdrawn_at is null"),
        )

    op.create_table(
        "explosive_issue",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("shift_on", Day(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("receiver_id", Id(), nullable=False),
        sa.Column("issued_by", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("serials", Json(), nullable=False),
        sa.Column("used", Quantity(), nullable=True),
        sa.Column("left", Json(), nullable=False),
        sa.Column("returned", Quantity(), nullable=True),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.Column("keep_until", Day(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("medium IN ('coal', 'rock')", name=op.f("ck_explosive_issue_medium")),
        sa.CheckConstraint(
            "shift IN ('night', 'day', 'evening')", name=op.f("ck_explosive_issue_shift")
        ),
        sa.CheckConstraint(
            "state IN ('issued', 'reported', 'settled')", name=op.f("ck_explosive_issue_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "batch_id"],
            ["explosive_batch.mine_id", "explosive_batch.id"],
            name=op.f("fk_explosive_issue_mine_id_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "issued_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_explosive_issue_mine_id_issued_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_explosive_issue_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "receiver_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_explosive_issue_mine_id_receiver_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_explosive_issue_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_explosive_issue")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("explosive_issue", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_explosive_issue_mine_id_batch_id"), ["mine_id", "batch_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_issue_mine_id_issued_by"),
            ["mine_id", "issued_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_issue_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_explosive_issue_mine_id_receiver_id"),
            ["mine_id", "receiver_id"],
            unique=False,
        )

    op.create_table(
        "hazard",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("own_level", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("found_by", Id(), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("responsible_id", Id(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("funds", Money(), nullable=True),
        sa.Column("due_on", Day(), nullable=True),
        sa.Column("emergency_plan", sa.Text(), nullable=False),
        sa.Column("rectified_by", Id(), nullable=True),
        sa.Column("rectified_at", UTCDateTime(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("gone_at", UTCDateTime(), nullable=True),
        sa.Column("verified_by", Id(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "channel IN ('check', 'gate', 'sweep', 'recall', 'tip', 'county', 'duty', 'count')",
            name=op.f("ck_hazard_channel"),
        ),
        sa.CheckConstraint("level IN ('general', 'major')", name=op.f("ck_hazard_level")),
        sa.CheckConstraint("origin IN ('mine', 'department')", name=op.f("ck_hazard_origin")),
        sa.CheckConstraint(
            "state IN ('found', 'assigned', 'rectified', 'closed')", name=op.f("ck_hazard_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_hazard_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_hazard_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "responsible_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_hazard_mine_id_responsible_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_hazard_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_hazard")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("hazard", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hazard_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hazard_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hazard_mine_id_responsible_id"),
            ["mine_id", "responsible_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_hazard_open_cause",
            ["mine_id", "cause"],
            unique=True,
            sqlite_where=sa.text("state <> 'closed' and cause <> ''"),
            postgresql_where=sa.text("state <> 'closed' and cause <> ''"),
        )

    op.create_table(
        "issue",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("team_id", Id(), nullable=False),
        sa.Column("receiver_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("returned", Quantity(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("issued_by", Id(), nullable=False),
        sa.CheckConstraint(
            "quantity > 0 and returned >= 0 and returned <= quantity",
            name=op.f("ck_issue_returned"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_issue_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_issue_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "receiver_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_issue_mine_id_receiver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_issue_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_issue_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_issue")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issue_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issue_mine_id_receiver_id"), ["mine_id", "receiver_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issue_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )

    op.create_table(
        "job",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("interval_id", Id(), nullable=True),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("done_by", Id(), nullable=True),
        sa.Column("signed_by", Id(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("report_sha256", sa.Text(), nullable=False),
        sa.Column("instrument_id", Id(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("measured", Json(), nullable=False),
        sa.Column("looked", Json(), nullable=False),
        sa.Column("was_due_on", Day(), nullable=True),
        sa.Column("next_due_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('test', 'maintenance', 'care', 'repair', 'modification')",
            name=op.f("ck_job_kind"),
        ),
        sa.CheckConstraint("state IN ('open', 'passed', 'failed')", name=op.f("ck_job_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "done_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_job_mine_id_done_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "instrument_id"],
            ["instrument.mine_id", "instrument.id"],
            name=op.f("fk_job_mine_id_instrument_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "interval_id"],
            ["check_interval.mine_id", "check_interval.id"],
            name=op.f("fk_job_mine_id_interval_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"], ["item.mine_id", "item.id"], name=op.f("fk_job_mine_id_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "signed_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_job_mine_id_signed_by"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_job_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_job")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_job_mine_id_done_by"), ["mine_id", "done_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_job_mine_id_instrument_id"), ["mine_id", "instrument_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_job_mine_id_interval_id"), ["mine_id", "interval_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_job_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_job_mine_id_signed_by"), ["mine_id", "signed_by"], unique=False
        )
        batch_op.create_index(
            "uq_job_repairing",
            ["mine_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open' and kind in ('repair', 'modification')"),
            postgresql_where=sa.text("state = 'open' and kind in ('repair', 'modification')"),
        )

    op.create_table(
        "leakage_test",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("tripped", Flag(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("tested_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_leakage_test_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_leakage_test_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_leakage_test")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("leakage_test", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_leakage_test_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_leakage_test_mine_id_item_id_at"),
            ["mine_id", "item_id", "at"],
            unique=False,
        )

    op.create_table(
        "passage",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("entered_scan_id", Id(), nullable=False),
        sa.Column("entered_at", UTCDateTime(), nullable=False),
        sa.Column("left_scan_id", Id(), nullable=True),
        sa.Column("left_at", UTCDateTime(), nullable=True),
        sa.Column("corrected_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "entered_scan_id"],
            ["scan.mine_id", "scan.id"],
            name=op.f("fk_passage_mine_id_entered_scan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_passage_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "left_scan_id"],
            ["scan.mine_id", "scan.id"],
            name=op.f("fk_passage_mine_id_left_scan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_passage_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_passage")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_passage_mine_id_entered_scan_id"),
            ["mine_id", "entered_scan_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_passage_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_passage_mine_id_left_scan_id"), ["mine_id", "left_scan_id"], unique=False
        )
        batch_op.create_index(
            "uq_passage_inside",
            ["mine_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("left_at is null"),
            postgresql_where=sa.text("left_at is null"),
        )

    op.create_table(
        "reading",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("gauge", sa.Text(), nullable=False),
        sa.Column("value", Quantity(), nullable=False),
        sa.Column("total", Quantity(), nullable=False),
        sa.Column("replaced", Flag(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("read_by", Id(), nullable=False),
        sa.CheckConstraint("gauge IN ('hours', 'tonnes')", name=op.f("ck_reading_gauge")),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_reading_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_reading_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_reading")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reading_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reading_mine_id_item_id_gauge_at"),
            ["mine_id", "item_id", "gauge", "at"],
            unique=False,
        )

    op.create_table(
        "sample_answer",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("sample_id", Id(), nullable=False),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.Column("passed", Flag(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_sample_answer_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "sample_id"],
            ["sample.mine_id", "sample.id"],
            name=op.f("fk_sample_answer_mine_id_sample_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_sample_answer_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_sample_answer")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sample_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sample_answer_mine_id_person_id"), ["mine_id", "person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sample_answer_mine_id_sample_id"), ["mine_id", "sample_id"], unique=False
        )
        batch_op.create_index(
            "uq_sample_answer_current",
            ["mine_id", "sample_id", "piece"],
            unique=True,
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )

    op.create_table(
        "scrapping",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("appraisal", sa.Text(), nullable=False),
        sa.Column("requested_by", Id(), nullable=False),
        sa.Column("appraised_by", Id(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("approved_by", Id(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "ground IN ('worn_out', 'beyond_repair', 'banned', 'expired', 'damaged')",
            name=op.f("ck_scrapping_ground"),
        ),
        sa.CheckConstraint(
            "state IN ('requested', 'condemned', 'returned', 'approved', 'refused', 'destroyed')",
            name=op.f("ck_scrapping_state"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_scrapping_quantity")),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_scrapping_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_scrapping_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_scrapping")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("scrapping", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scrapping_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )

    op.create_table(
        "tag",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column(
            "generation", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("voided_at", UTCDateTime(), nullable=True),
        sa.Column("fate", sa.Text(), nullable=True),
        sa.Column("damaged_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("fate IN ('replaced', 'lost', 'scrapped')", name=op.f("ck_tag_fate")),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"], ["item.mine_id", "item.id"], name=op.f("fk_tag_mine_id_item_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tag_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tag")),
        sa.UniqueConstraint("mine_id", "code", name=op.f("uq_tag_mine_id_code")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tag_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            "uq_tag_live",
            ["mine_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("voided_at is null"),
            postgresql_where=sa.text("voided_at is null"),
        )

    op.create_table(
        "urgent_work",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("requested_by", Id(), nullable=False),
        sa.Column("requested_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "danger IN ('hoisting', 'hot_work', 'repair', 'installation')",
            name=op.f("ck_urgent_work_danger"),
        ),
        sa.CheckConstraint(
            "state IN ('requested', 'approved', 'refused', 'withdrawn')",
            name=op.f("ck_urgent_work_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "decided_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_urgent_work_mine_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_urgent_work_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "requested_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_urgent_work_mine_id_requested_by"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_urgent_work_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_urgent_work")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("urgent_work", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_urgent_work_mine_id_decided_by"), ["mine_id", "decided_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_urgent_work_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_urgent_work_mine_id_requested_by"),
            ["mine_id", "requested_by"],
            unique=False,
        )

    op.create_table(
        "audit_finding",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("audit_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=False),
        sa.Column("reply_by", Day(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_by", Id(), nullable=True),
        sa.Column("replied_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "audit_id"],
            ["audit.mine_id", "audit.id"],
            name=op.f("fk_audit_finding_mine_id_audit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_audit_finding_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_audit_finding_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_audit_finding")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("audit_finding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_finding_mine_id_audit_id"), ["mine_id", "audit_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_finding_mine_id_hazard_id"), ["mine_id", "hazard_id"], unique=False
        )

    op.create_table(
        "blank_tag",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("printed_at", UTCDateTime(), nullable=False),
        sa.Column("tag_id", Id(), nullable=True),
        sa.Column("witness_id", Id(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('printed', 'claimed', 'written_off')", name=op.f("ck_blank_tag_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "tag_id"],
            ["tag.mine_id", "tag.id"],
            name=op.f("fk_blank_tag_mine_id_tag_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "witness_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_blank_tag_mine_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_blank_tag_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_blank_tag")),
        sa.UniqueConstraint("mine_id", "code", name=op.f("uq_blank_tag_mine_id_code")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("blank_tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_blank_tag_mine_id_batch"), ["mine_id", "batch"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_blank_tag_mine_id_tag_id"), ["mine_id", "tag_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_blank_tag_mine_id_witness_id"), ["mine_id", "witness_id"], unique=False
        )

    op.create_table(
        "conduct_violation",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("team_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("hazard_id", Id(), nullable=True),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("found_by", Id(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('command', 'work', 'discipline')", name=op.f("ck_conduct_violation_kind")
        ),
        sa.CheckConstraint("state IN ('found', 'closed')", name=op.f("ck_conduct_violation_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_conduct_violation_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "person_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_conduct_violation_mine_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_conduct_violation_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_conduct_violation_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_conduct_violation_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_conduct_violation")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("conduct_violation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conduct_violation_mine_id_hazard_id"),
            ["mine_id", "hazard_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_conduct_violation_mine_id_person_id"),
            ["mine_id", "person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_conduct_violation_mine_id_place_id"),
            ["mine_id", "place_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_conduct_violation_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )

    op.create_table(
        "emergency_entry",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("requested_by", Id(), nullable=False),
        sa.Column("requested_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("scan_id", Id(), nullable=True),
        sa.Column("hazard_id", Id(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('requested', 'approved', 'refused', 'used', 'withdrawn')",
            name=op.f("ck_emergency_entry_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "decided_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_emergency_entry_mine_id_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_emergency_entry_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_emergency_entry_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "requested_by"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_emergency_entry_mine_id_requested_by"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "scan_id"],
            ["scan.mine_id", "scan.id"],
            name=op.f("fk_emergency_entry_mine_id_scan_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_emergency_entry_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_emergency_entry")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("emergency_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_emergency_entry_mine_id_decided_by"),
            ["mine_id", "decided_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_emergency_entry_mine_id_hazard_id"),
            ["mine_id", "hazard_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_emergency_entry_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_emergency_entry_mine_id_requested_by"),
            ["mine_id", "requested_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_emergency_entry_mine_id_scan_id"), ["mine_id", "scan_id"], unique=False
        )
        batch_op.create_index(
            "uq_emergency_entry_approved",
            ["mine_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("state = 'approved'"),
            postgresql_where=sa.text("state = 'approved'"),
        )

    op.create_table(
        "fault",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("stops", Flag(), nullable=False),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.Column("job_id", Id(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('open', 'cleared')", name=op.f("ck_fault_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_fault_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "job_id"], ["job.mine_id", "job.id"], name=op.f("fk_fault_mine_id_job_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_fault_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_fault")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("fault", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fault_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_fault_mine_id_job_id"), ["mine_id", "job_id"], unique=False
        )

    op.create_table(
        "hazard_extension",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=False),
        sa.Column("was", Day(), nullable=False),
        sa.Column("until", Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", Id(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused')", name=op.f("ck_hazard_extension_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_hazard_extension_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_hazard_extension_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_hazard_extension")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("hazard_extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hazard_extension_mine_id_hazard_id"),
            ["mine_id", "hazard_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_hazard_extension_asked",
            ["mine_id", "hazard_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )

    op.create_table(
        "hold",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", UTCDateTime(), nullable=False),
        sa.Column("released_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('hazard', 'stop_use', 'sealed', 'quarantine', 'inspection', 'stopped')",
            name=op.f("ck_hold_kind"),
        ),
        sa.CheckConstraint(
            "subject IN ('item', 'product', 'mark', 'supplier', 'place')",
            name=op.f("ck_hold_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_hold_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_hold_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_hold")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hold_mine_id_hazard_id"), ["mine_id", "hazard_id"], unique=False
        )
        batch_op.create_index(
            "ix_hold_open",
            ["mine_id", "key"],
            unique=False,
            sqlite_where=sa.text("released_at is null"),
            postgresql_where=sa.text("released_at is null"),
        )

    op.create_table(
        "outside_repair",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("job_id", Id(), nullable=False),
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("qualification", sa.Text(), nullable=False),
        sa.Column("due_back_on", Day(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("returned_at", UTCDateTime(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('sent', 'returned')", name=op.f("ck_outside_repair_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "job_id"],
            ["job.mine_id", "job.id"],
            name=op.f("fk_outside_repair_mine_id_job_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_outside_repair_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_outside_repair")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("outside_repair", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outside_repair_mine_id_job_id"), ["mine_id", "job_id"], unique=False
        )
        batch_op.create_index(
            "uq_outside_repair_sent",
            ["mine_id", "job_id"],
            unique=True,
            sqlite_where=sa.text("state = 'sent'"),
            postgresql_where=sa.text("state = 'sent'"),
        )

    op.create_table(
        "overhaul",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("job_id", Id(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'done', 'dropped')", name=op.f("ck_overhaul_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_overhaul_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "job_id"],
            ["job.mine_id", "job.id"],
            name=op.f("fk_overhaul_mine_id_job_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_overhaul_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_overhaul")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("overhaul", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_overhaul_mine_id_due_on"), ["mine_id", "due_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_overhaul_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_overhaul_mine_id_job_id"), ["mine_id", "job_id"], unique=False
        )

    op.create_table(
        "placement",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("place_id", Id(), nullable=False),
        sa.Column("team_id", Id(), nullable=False),
        sa.Column("keeper_id", Id(), nullable=False),
        sa.Column("quantity", Quantity(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("commissioning_id", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "commissioning_id"],
            ["commissioning.mine_id", "commissioning.id"],
            name=op.f("fk_placement_mine_id_commissioning_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_placement_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "keeper_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_placement_mine_id_keeper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "place_id"],
            ["place.mine_id", "place.id"],
            name=op.f("fk_placement_mine_id_place_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_placement_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_placement_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_placement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_mine_id_commissioning_id"),
            ["mine_id", "commissioning_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_placement_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_placement_mine_id_keeper_id"), ["mine_id", "keeper_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_placement_mine_id_place_id"), ["mine_id", "place_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_placement_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )
        batch_op.create_index(
            "ix_placement_open",
            ["mine_id", "item_id"],
            unique=False,
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )

    op.create_table(
        "recall",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("notice_id", Id(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("found", Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_recall_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_recall_mine_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["stop_use_notice.id"], name=op.f("fk_recall_notice_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_recall")),
        sa.UniqueConstraint("mine_id", "notice_id", name=op.f("uq_recall_mine_id_notice_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recall_mine_id_hazard_id"), ["mine_id", "hazard_id"], unique=False
        )

    op.create_table(
        "recheck",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=False),
        sa.Column("holds", Flag(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("checked_by", Id(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_recheck_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_recheck_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_recheck_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_recheck")),
        sa.UniqueConstraint(
            "mine_id",
            "campaign_id",
            "hazard_id",
            name=op.f("uq_recheck_mine_id_campaign_id_hazard_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("recheck", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recheck_mine_id_campaign_id"), ["mine_id", "campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recheck_mine_id_hazard_id"), ["mine_id", "hazard_id"], unique=False
        )

    op.create_table(
        "sanction",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("decided_on", Day(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", Money(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_sanction_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_sanction_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_sanction")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_sanction_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sanction_mine_id_hazard_id"), ["mine_id", "hazard_id"], unique=False
        )

    op.create_table(
        "supervision_order",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("issued_on", Day(), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("suspends", Flag(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('issued', 'lifted')", name=op.f("ck_supervision_order_state")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_supervision_order_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id"], ["mine.id"], name=op.f("fk_supervision_order_mine_id")
        ),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_supervision_order")),
        sa.UniqueConstraint("mine_id", "number", name=op.f("uq_supervision_order_mine_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_order_mine_id_hazard_id"),
            ["mine_id", "hazard_id"],
            unique=False,
        )

    op.create_table(
        "tag_print",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tag_id", Id(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "generation", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("printed_at", UTCDateTime(), nullable=False),
        sa.Column("printed_by", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "tag_id"],
            ["tag.mine_id", "tag.id"],
            name=op.f("fk_tag_print_mine_id_tag_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tag_print_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tag_print")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tag_print", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tag_print_mine_id_code"), ["mine_id", "code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tag_print_mine_id_tag_id"), ["mine_id", "tag_id"], unique=False
        )

    op.create_table(
        "tip",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("told_on", Day(), nullable=False),
        sa.Column("hazard_id", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("state IN ('told', 'taken_up', 'dismissed')", name=op.f("ck_tip_state")),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_tip_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"], ["item.mine_id", "item.id"], name=op.f("fk_tip_mine_id_item_id")
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_tip_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_tip")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tip_mine_id_hazard_id"), ["mine_id", "hazard_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tip_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tip_mine_id_item_id_told_on"),
            ["mine_id", "item_id", "told_on"],
            unique=False,
        )

    op.create_table(
        "audit_answer",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("audit_id", Id(), nullable=False),
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conformity", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("finding_id", Id(), nullable=True),
        sa.CheckConstraint(
            "conformity IN ('good', 'bad', 'not_applicable')",
            name=op.f("ck_audit_answer_conformity"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "audit_id"],
            ["audit.mine_id", "audit.id"],
            name=op.f("fk_audit_answer_mine_id_audit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "finding_id"],
            ["audit_finding.mine_id", "audit_finding.id"],
            name=op.f("fk_audit_answer_mine_id_finding_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_audit_answer_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_audit_answer")),
        sa.UniqueConstraint(
            "mine_id", "audit_id", "no", name=op.f("uq_audit_answer_mine_id_audit_id_no")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("audit_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_answer_mine_id_audit_id"), ["mine_id", "audit_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_answer_mine_id_finding_id"),
            ["mine_id", "finding_id"],
            unique=False,
        )

    op.create_table(
        "back_check",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("violation_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("checked_by", Id(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('duty', 'training', 'mutual')", name=op.f("ck_back_check_kind")
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "violation_id"],
            ["conduct_violation.mine_id", "conduct_violation.id"],
            name=op.f("fk_back_check_mine_id_violation_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_back_check_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_back_check")),
        sa.UniqueConstraint(
            "mine_id", "violation_id", "kind", name=op.f("uq_back_check_mine_id_violation_id_kind")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("back_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_back_check_mine_id_violation_id"),
            ["mine_id", "violation_id"],
            unique=False,
        )

    op.create_table(
        "circulated_case",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("campaign_id", Id(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("violation_id", Id(), nullable=True),
        sa.Column("hazard_id", Id(), nullable=True),
        sa.Column("circulated_on", Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "campaign_id"],
            ["campaign.mine_id", "campaign.id"],
            name=op.f("fk_circulated_case_mine_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "hazard_id"],
            ["hazard.mine_id", "hazard.id"],
            name=op.f("fk_circulated_case_mine_id_hazard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "violation_id"],
            ["conduct_violation.mine_id", "conduct_violation.id"],
            name=op.f("fk_circulated_case_mine_id_violation_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_circulated_case_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_circulated_case")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("circulated_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circulated_case_mine_id_campaign_id"),
            ["mine_id", "campaign_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_circulated_case_mine_id_hazard_id"),
            ["mine_id", "hazard_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_circulated_case_mine_id_violation_id"),
            ["mine_id", "violation_id"],
            unique=False,
        )

    op.create_table(
        "handover",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("placement_id", Id(), nullable=False),
        sa.Column("receiver_id", Id(), nullable=False),
        sa.Column("team_id", Id(), nullable=False),
        sa.Column("offered_at", UTCDateTime(), nullable=False),
        sa.Column("offered_by", Id(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_handover_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "placement_id"],
            ["placement.mine_id", "placement.id"],
            name=op.f("fk_handover_mine_id_placement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "receiver_id"],
            ["person.mine_id", "person.id"],
            name=op.f("fk_handover_mine_id_receiver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "team_id"],
            ["team.mine_id", "team.id"],
            name=op.f("fk_handover_mine_id_team_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_handover_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_handover")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_handover_mine_id_placement_id"),
            ["mine_id", "placement_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_handover_mine_id_receiver_id"), ["mine_id", "receiver_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_handover_mine_id_team_id"), ["mine_id", "team_id"], unique=False
        )
        batch_op.create_index(
            "uq_handover_open",
            ["mine_id", "placement_id"],
            unique=True,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )

    op.create_table(
        "restart",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("order_id", Id(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("applied_on", Day(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("accepted_on", Day(), nullable=True),
        sa.Column("reviewed_by", sa.Text(), nullable=False),
        sa.Column("reviewed_on", Day(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_on", Day(), nullable=True),
        sa.Column("announced_on", Day(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('applied', 'accepted', 'reviewed', 'approved', 'announced', 'refused')",
            name=op.f("ck_restart_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "order_id"],
            ["supervision_order.mine_id", "supervision_order.id"],
            name=op.f("fk_restart_mine_id_order_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_restart_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_restart")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("restart", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_restart_mine_id_order_id"), ["mine_id", "order_id"], unique=False
        )
        batch_op.create_index(
            "uq_restart_open",
            ["mine_id", "order_id"],
            unique=True,
            sqlite_where=sa.text("state not in ('refused', 'announced')"),
            postgresql_where=sa.text("state not in ('refused', 'announced')"),
        )

    op.create_table(
        "substitution",
        sa.Column("mine_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("recall_id", Id(), nullable=False),
        sa.Column("item_id", Id(), nullable=False),
        sa.Column("replacement_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mine_id", "item_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_substitution_mine_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "recall_id"],
            ["recall.mine_id", "recall.id"],
            name=op.f("fk_substitution_mine_id_recall_id"),
        ),
        sa.ForeignKeyConstraint(
            ["mine_id", "replacement_id"],
            ["item.mine_id", "item.id"],
            name=op.f("fk_substitution_mine_id_replacement_id"),
        ),
        sa.ForeignKeyConstraint(["mine_id"], ["mine.id"], name=op.f("fk_substitution_mine_id")),
        sa.PrimaryKeyConstraint("mine_id", "id", name=op.f("pk_substitution")),
        sa.UniqueConstraint(
            "mine_id",
            "recall_id",
            "item_id",
            name=op.f("uq_substitution_mine_id_recall_id_item_id"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_substitution_mine_id_item_id"), ["mine_id", "item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_substitution_mine_id_recall_id"), ["mine_id", "recall_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_substitution_mine_id_replacement_id"),
            ["mine_id", "replacement_id"],
            unique=False,
        )

    guards.install()


def downgrade() -> None:
    guards.remove()
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_mine_id_replacement_id"))
        batch_op.drop_index(batch_op.f("ix_substitution_mine_id_recall_id"))
        batch_op.drop_index(batch_op.f("ix_substitution_mine_id_item_id"))

    op.drop_table("substitution")
    with op.batch_alter_table("restart", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_restart_open",
            sqlite_where=sa.text("state not in ('refused', 'announced')"),
            postgresql_where=sa.text("state not in ('refused', 'announced')"),
        )
        batch_op.drop_index(batch_op.f("ix_restart_mine_id_order_id"))

    op.drop_table("restart")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_handover_open",
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.drop_index(batch_op.f("ix_handover_mine_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_handover_mine_id_receiver_id"))
        batch_op.drop_index(batch_op.f("ix_handover_mine_id_placement_id"))

    op.drop_table("handover")
    with op.batch_alter_table("circulated_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circulated_case_mine_id_violation_id"))
        batch_op.drop_index(batch_op.f("ix_circulated_case_mine_id_hazard_id"))
        batch_op.drop_index(batch_op.f("ix_circulated_case_mine_id_campaign_id"))

    op.drop_table("circulated_case")
    with op.batch_alter_table("back_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_back_check_mine_id_violation_id"))

    op.drop_table("back_check")
    with op.batch_alter_table("audit_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_answer_mine_id_finding_id"))
        batch_op.drop_index(batch_op.f("ix_audit_answer_mine_id_audit_id"))

    op.drop_table("audit_answer")
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tip_mine_id_item_id_told_on"))
        batch_op.drop_index(batch_op.f("ix_tip_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_tip_mine_id_hazard_id"))

    op.drop_table("tip")
    with op.batch_alter_table("tag_print", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tag_print_mine_id_tag_id"))
        batch_op.drop_index(batch_op.f("ix_tag_print_mine_id_code"))

    op.drop_table("tag_print")
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_order_mine_id_hazard_id"))

    op.drop_table("supervision_order")
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sanction_mine_id_hazard_id"))

    op.drop_table("sanction")
    with op.batch_alter_table("recheck", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recheck_mine_id_hazard_id"))
        batch_op.drop_index(batch_op.f("ix_recheck_mine_id_campaign_id"))

    op.drop_table("recheck")
    with op.batch_alter_table("recall", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recall_mine_id_hazard_id"))

    op.drop_table("recall")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_placement_open",
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_placement_mine_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_placement_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_placement_mine_id_keeper_id"))
        batch_op.drop_index(batch_op.f("ix_placement_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_placement_mine_id_commissioning_id"))

    op.drop_table("placement")
    with op.batch_alter_table("overhaul", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overhaul_mine_id_job_id"))
        batch_op.drop_index(batch_op.f("ix_overhaul_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_overhaul_mine_id_due_on"))

    op.drop_table("overhaul")
    with op.batch_alter_table("outside_repair", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_outside_repair_sent",
            sqlite_where=sa.text("state = 'sent'"),
            postgresql_where=sa.text("state = 'sent'"),
        )
        batch_op.drop_index(batch_op.f("ix_outside_repair_mine_id_job_id"))

    op.drop_table("outside_repair")
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_hold_open",
            sqlite_where=sa.text("released_at is null"),
            postgresql_where=sa.text("released_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_hold_mine_id_hazard_id"))

    op.drop_table("hold")
    with op.batch_alter_table("hazard_extension", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hazard_extension_asked",
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )
        batch_op.drop_index(batch_op.f("ix_hazard_extension_mine_id_hazard_id"))

    op.drop_table("hazard_extension")
    with op.batch_alter_table("fault", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fault_mine_id_job_id"))
        batch_op.drop_index(batch_op.f("ix_fault_mine_id_item_id"))

    op.drop_table("fault")
    with op.batch_alter_table("emergency_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_emergency_entry_approved",
            sqlite_where=sa.text("state = 'approved'"),
            postgresql_where=sa.text("state = 'approved'"),
        )
        batch_op.drop_index(batch_op.f("ix_emergency_entry_mine_id_scan_id"))
        batch_op.drop_index(batch_op.f("ix_emergency_entry_mine_id_requested_by"))
        batch_op.drop_index(batch_op.f("ix_emergency_entry_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_emergency_entry_mine_id_hazard_id"))
        batch_op.drop_index(batch_op.f("ix_emergency_entry_mine_id_decided_by"))

    op.drop_table("emergency_entry")
    with op.batch_alter_table("conduct_violation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conduct_violation_mine_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_conduct_violation_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_conduct_violation_mine_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_conduct_violation_mine_id_hazard_id"))

    op.drop_table("conduct_violation")
    with op.batch_alter_table("blank_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blank_tag_mine_id_witness_id"))
        batch_op.drop_index(batch_op.f("ix_blank_tag_mine_id_tag_id"))
        batch_op.drop_index(batch_op.f("ix_blank_tag_mine_id_batch"))

    op.drop_table("blank_tag")
    with op.batch_alter_table("audit_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_finding_mine_id_hazard_id"))
        batch_op.drop_index(batch_op.f("ix_audit_finding_mine_id_audit_id"))

    op.drop_table("audit_finding")
    with op.batch_alter_table("urgent_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_urgent_work_mine_id_requested_by"))
        batch_op.drop_index(batch_op.f("ix_urgent_work_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_urgent_work_mine_id_decided_by"))

    op.drop_table("urgent_work")
    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tag_live",
            sqlite_where=sa.text("voided_at is null"),
            postgresql_where=sa.text("voided_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_tag_mine_id_item_id"))

    op.drop_table("tag")
    with op.batch_alter_table("scrapping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scrapping_mine_id_item_id"))

    op.drop_table("scrapping")
    with op.batch_alter_table("sample_answer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sample_answer_current",
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_sample_answer_mine_id_sample_id"))
        batch_op.drop_index(batch_op.f("ix_sample_answer_mine_id_person_id"))

    op.drop_table("sample_answer")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_mine_id_item_id_gauge_at"))
        batch_op.drop_index(batch_op.f("ix_reading_mine_id_item_id"))

    op.drop_table("reading")
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_passage_inside",
            sqlite_where=sa.text("left_at is null"),
            postgresql_where=sa.text("left_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_passage_mine_id_left_scan_id"))
        batch_op.drop_index(batch_op.f("ix_passage_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_passage_mine_id_entered_scan_id"))

    op.drop_table("passage")
    with op.batch_alter_table("leakage_test", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leakage_test_mine_id_item_id_at"))
        batch_op.drop_index(batch_op.f("ix_leakage_test_mine_id_item_id"))

    op.drop_table("leakage_test")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_job_repairing",
            sqlite_where=sa.text("state = 'open' and kind in ('repair', 'modification')"),
            postgresql_where=sa.text("state = 'open' and kind in ('repair', 'modification')"),
        )
        batch_op.drop_index(batch_op.f("ix_job_mine_id_signed_by"))
        batch_op.drop_index(batch_op.f("ix_job_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_job_mine_id_interval_id"))
        batch_op.drop_index(batch_op.f("ix_job_mine_id_instrument_id"))
        batch_op.drop_index(batch_op.f("ix_job_mine_id_done_by"))

    op.drop_table("job")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_mine_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_issue_mine_id_receiver_id"))
        batch_op.drop_index(batch_op.f("ix_issue_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_issue_mine_id_item_id"))

    op.drop_table("issue")
    with op.batch_alter_table("hazard", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hazard_open_cause",
            sqlite_where=sa.text("state <> 'closed' and cause <> ''"),
            postgresql_where=sa.text("state <> 'closed' and cause <> ''"),
        )
        batch_op.drop_index(batch_op.f("ix_hazard_mine_id_responsible_id"))
        batch_op.drop_index(batch_op.f("ix_hazard_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_hazard_mine_id_item_id"))

    op.drop_table("hazard")
    with op.batch_alter_table("explosive_issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_explosive_issue_mine_id_receiver_id"))
        batch_op.drop_index(batch_op.f("ix_explosive_issue_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_explosive_issue_mine_id_issued_by"))
        batch_op.drop_index(batch_op.f("ix_explosive_issue_mine_id_batch_id"))

    op.drop_table("explosive_issue")
    with op.batch_alter_table("entry_permit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_entry_permit_live",
            sqlite_where=sa.text("consumed_at is null and withdrawn_at is null"),
            postgresql_where=sa.text("consumed_at is null and withdrawn_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_entry_permit_mine_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_entry_permit_mine_id_scan_id"))
        batch_op.drop_index(batch_op.f("ix_entry_permit_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_entry_permit_mine_id_item_id"))

    op.drop_table("entry_permit")
    with op.batch_alter_table("entry_inspection", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_entry_inspection_live",
            sqlite_where=sa.text("superseded_at is null"),
            postgresql_where=sa.text("superseded_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_entry_inspection_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_entry_inspection_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_entry_inspection_mine_id_inspector_id"))
        batch_op.drop_index(batch_op.f("ix_entry_inspection_mine_id_certificate_id"))

    op.drop_table("entry_inspection")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_mine_id_state_regular_by"))
        batch_op.drop_index(batch_op.f("ix_enrolment_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_mine_id_item_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("due", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_due_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_due_mine_id_interval_id"))
        batch_op.drop_index(batch_op.f("ix_due_mine_id_due_on"))

    op.drop_table("due")
    with op.batch_alter_table("counted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_counted_mine_id_stocktake_id"))
        batch_op.drop_index(batch_op.f("ix_counted_mine_id_item_id"))

    op.drop_table("counted")
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_conflict_open",
            sqlite_where=sa.text("resolved_at is null"),
            postgresql_where=sa.text("resolved_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_conflict_mine_id_item_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_mine_id_event_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_mine_id_device_id"))

    op.drop_table("conflict")
    with op.batch_alter_table("commissioning", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commissioning_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_commissioning_mine_id_item_id"))

    op.drop_table("commissioning")
    with op.batch_alter_table("camera_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_camera_check_mine_id_item_id_at"))
        batch_op.drop_index(batch_op.f("ix_camera_check_mine_id_item_id"))

    op.drop_table("camera_check")
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_alias_live",
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_alias_mine_id_value"))
        batch_op.drop_index(batch_op.f("ix_alias_mine_id_item_id"))

    op.drop_table("alias")
    with op.batch_alter_table("suspicion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suspicion_mine_id_instrument_id"))
        batch_op.drop_index(batch_op.f("ix_suspicion_mine_id_cleared_by"))
        batch_op.drop_index(batch_op.f("ix_suspicion_mine_id_acceptance_id"))

    op.drop_table("suspicion")
    with op.batch_alter_table("sample", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sample_mine_id_witness_id"))
        batch_op.drop_index(batch_op.f("ix_sample_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_sample_mine_id_risk_id"))
        batch_op.drop_index(batch_op.f("ix_sample_mine_id_prepared_by"))
        batch_op.drop_index(batch_op.f("ix_sample_mine_id_acceptance_id"))

    op.drop_table("sample")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_item_serial",
            sqlite_where=sa.text("kind = 'unit'"),
            postgresql_where=sa.text("kind = 'unit'"),
        )
        batch_op.drop_index(
            "uq_item_acceptance",
            sqlite_where=sa.text("parted_from_id is null"),
            postgresql_where=sa.text("parted_from_id is null"),
        )
        batch_op.drop_index(batch_op.f("ix_item_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_serial"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_product_id_expires_on"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_parted_from_id"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_parent_id"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_mark_number"))
        batch_op.drop_index(batch_op.f("ix_item_mine_id_acceptance_id"))

    op.drop_table("item")
    with op.batch_alter_table("explosive_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_explosive_batch_mine_id_store_id"))
        batch_op.drop_index(batch_op.f("ix_explosive_batch_mine_id_permit_line_id"))
        batch_op.drop_index(batch_op.f("ix_explosive_batch_mine_id_acceptance_id"))

    op.drop_table("explosive_batch")
    with op.batch_alter_table("concession", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concession_mine_id_requested_by"))
        batch_op.drop_index(batch_op.f("ix_concession_mine_id_decided_by"))
        batch_op.drop_index(batch_op.f("ix_concession_mine_id_acceptance_id"))

    op.drop_table("concession")
    with op.batch_alter_table("check_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_answer_mine_id_point"))
        batch_op.drop_index(batch_op.f("ix_check_answer_mine_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_check_answer_mine_id_instrument_id"))
        batch_op.drop_index(batch_op.f("ix_check_answer_mine_id_acceptance_id"))

    op.drop_table("check_answer")
    with op.batch_alter_table("arrived_serial", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_arrived_serial_mine_id_delivery_line_id"))

    op.drop_table("arrived_serial")
    with op.batch_alter_table("acceptance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acceptance_mine_id_template_id"))
        batch_op.drop_index(batch_op.f("ix_acceptance_mine_id_signed_by"))
        batch_op.drop_index(batch_op.f("ix_acceptance_mine_id_parted_from_id"))
        batch_op.drop_index(batch_op.f("ix_acceptance_mine_id_delivery_line_id"))

    op.drop_table("acceptance")
    with op.batch_alter_table("packing_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_packing_line_mine_id_delivery_id"))
        batch_op.drop_index(batch_op.f("ix_packing_line_mine_id_contract_line_id"))

    op.drop_table("packing_line")
    with op.batch_alter_table("milestone_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_part_mine_id_milestone_id"))

    op.drop_table("milestone_part")
    with op.batch_alter_table("delivery_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_line_mine_id_delivery_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_line_mine_id_contract_line_id"))

    op.drop_table("delivery_line")
    with op.batch_alter_table("defect_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_defect_notice_mine_id_delivery_id"))

    op.drop_table("defect_notice")
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penalty_mine_id_contract_id"))

    op.drop_table("penalty")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_mine_id_contract_id"))

    op.drop_table("payment")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_mine_id_contract_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_mine_id_contract_id"))

    op.drop_table("delivery")
    with op.batch_alter_table("conversion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversion_mine_id_contract_id"))

    op.drop_table("conversion")
    with op.batch_alter_table("contract_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_line_mine_id_tender_line_id"))
        batch_op.drop_index(batch_op.f("ix_contract_line_mine_id_plan_line_id"))
        batch_op.drop_index(batch_op.f("ix_contract_line_mine_id_origin_id"))
        batch_op.drop_index(batch_op.f("ix_contract_line_mine_id_contract_id"))

    op.drop_table("contract_line")
    with op.batch_alter_table("contract_bond", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_bond_mine_id_contract_id"))

    op.drop_table("contract_bond")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_mine_id_contract_id"))

    op.drop_table("amendment")
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_score_sheet_one_live",
            sqlite_where=sa.text("state <> 'void'"),
            postgresql_where=sa.text("state <> 'void'"),
        )
        batch_op.drop_index(batch_op.f("ix_score_sheet_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_score_sheet_mine_id_member_id"))
        batch_op.drop_index(batch_op.f("ix_score_sheet_mine_id_lot_id"))

    op.drop_table("score_sheet")
    with op.batch_alter_table("scan_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_correction_mine_id_scan_id"))

    op.drop_table("scan_correction")
    with op.batch_alter_table("report_signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_signature_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_report_signature_mine_id_member_id"))

    op.drop_table("report_signature")
    with op.batch_alter_table("qualification_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_qualification_mark_mine_id_member_id"))
        batch_op.drop_index(batch_op.f("ix_qualification_mark_mine_id_application_id"))

    op.drop_table("qualification_mark")
    with op.batch_alter_table("price_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_hold_mine_id_bid_id"))

    op.drop_table("price_hold")
    with op.batch_alter_table("price_adjustment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_price_adjustment_one_current",
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_price_adjustment_mine_id_member_id"))
        batch_op.drop_index(batch_op.f("ix_price_adjustment_mine_id_bid_id"))

    op.drop_table("price_adjustment")
    with op.batch_alter_table("key_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_share_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_key_share_mine_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_key_share_mine_id_keyholder_id"))

    op.drop_table("key_share")
    with op.batch_alter_table("device_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_event_mine_id_scan_id"))
        batch_op.drop_index(batch_op.f("ix_device_event_mine_id_device_id"))

    op.drop_table("device_event")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_contract_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_contract_mine_id_bid_id"))
        batch_op.drop_index(batch_op.f("ix_contract_mine_id_adds_to_id"))

    op.drop_table("contract")
    with op.batch_alter_table("bid_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bid_line_mine_id_tender_line_id"))
        batch_op.drop_index(batch_op.f("ix_bid_line_mine_id_bid_id"))

    op.drop_table("bid_line")
    with op.batch_alter_table("bid_check", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bid_check_one_current",
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_bid_check_mine_id_member_id"))
        batch_op.drop_index(batch_op.f("ix_bid_check_mine_id_bid_id"))

    op.drop_table("bid_check")
    with op.batch_alter_table("auction_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_auction_offer_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_auction_offer_mine_id_auction_id"))

    op.drop_table("auction_offer")
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trial_mine_id_product_id"))
        batch_op.drop_index(batch_op.f("ix_trial_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_trial_mine_id_approved_by"))

    op.drop_table("trial")
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_token_mine_id_person_id"))

    op.drop_table("token")
    with op.batch_alter_table("tender_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tender_line_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_tender_line_mine_id_plan_line_id"))
        batch_op.drop_index(batch_op.f("ix_tender_line_mine_id_lot_id"))

    op.drop_table("tender_line")
    with op.batch_alter_table("split_waiver", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_split_waiver_mine_id_plan_id"))
        batch_op.drop_index(batch_op.f("ix_split_waiver_mine_id_person_id"))

    op.drop_table("split_waiver")
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_mine_id_item_id_at"))
        batch_op.drop_index(batch_op.f("ix_scan_mine_id_gate_id"))

    op.drop_table("scan")
    with op.batch_alter_table("responsibility_letter", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_responsibility_letter_standing",
            sqlite_where=sa.text("state <> 'withdrawn'"),
            postgresql_where=sa.text("state <> 'withdrawn'"),
        )
        batch_op.drop_index(batch_op.f("ix_responsibility_letter_mine_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_responsibility_letter_mine_id_campaign_id"))

    op.drop_table("responsibility_letter")
    with op.batch_alter_table("requisition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requisition_mine_id_team_id"))
        batch_op.drop_index(batch_op.f("ix_requisition_mine_id_plan_line_id"))
        batch_op.drop_index(batch_op.f("ix_requisition_mine_id_place_id"))

    op.drop_table("requisition")
    with op.batch_alter_table("prequalification_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prequalification_application_mine_id_supplier_id"))
        batch_op.drop_index(
            batch_op.f("ix_prequalification_application_mine_id_prequalification_id")
        )

    op.drop_table("prequalification_application")
    with op.batch_alter_table("opening_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_record_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_opening_record_mine_id_recorder_id"))
        batch_op.drop_index(batch_op.f("ix_opening_record_mine_id_reader_id"))

    op.drop_table("opening_record")
    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_recipient_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_notice_recipient_mine_id_notice_id"))

    op.drop_table("notice_recipient")
    with op.batch_alter_table("notice_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_copy_mine_id_notice_id"))

    op.drop_table("notice_copy")
    with op.batch_alter_table("method_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_method_change_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_method_change_mine_id_person_id"))

    op.drop_table("method_change")
    with op.batch_alter_table("keyholder", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_keyholder_one_current",
            sqlite_where=sa.text("replaced_at is null"),
            postgresql_where=sa.text("replaced_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_keyholder_mine_id_person_id"))

    op.drop_table("keyholder")
    with op.batch_alter_table("gate_manifest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gate_manifest_mine_id_gate_id"))

    op.drop_table("gate_manifest")
    with op.batch_alter_table("explosive_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_explosive_count_mine_id_witness_id"))
        batch_op.drop_index(batch_op.f("ix_explosive_count_mine_id_store_id"))
        batch_op.drop_index(batch_op.f("ix_explosive_count_mine_id_person_id"))

    op.drop_table("explosive_count")
    with op.batch_alter_table("expert_draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_draw_mine_id_witness_id"))
        batch_op.drop_index(batch_op.f("ix_expert_draw_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_expert_draw_mine_id_prepared_by"))

    op.drop_table("expert_draw")
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_mine_id_person_id"))

    op.drop_table("expert")
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_mine_id_gate_id"))

    op.drop_table("device")
    with op.batch_alter_table("debarment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_debarment_mine_id_violation_id"))
        batch_op.drop_index(batch_op.f("ix_debarment_mine_id_supplier_id"))

    op.drop_table("debarment")
    with op.batch_alter_table("covered_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_covered_point_mine_id_round_id"))
        batch_op.drop_index(batch_op.f("ix_covered_point_mine_id_point_id"))

    op.drop_table("covered_point")
    with op.batch_alter_table("committee_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_committee_member_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_committee_member_mine_id_person_id"))

    op.drop_table("committee_member")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_mine_id_person_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("bid_bond", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bid_bond_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_bid_bond_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_bid_bond_mine_id_lot_id"))

    op.drop_table("bid_bond")
    with op.batch_alter_table("bid", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bid_one_winner",
            sqlite_where=sa.text("state in ('won', 'bound')"),
            postgresql_where=sa.text("state in ('won', 'bound')"),
        )
        batch_op.drop_index(
            "uq_bid_one_live",
            sqlite_where=sa.text("state not in ('withdrawn', 'late')"),
            postgresql_where=sa.text("state not in ('withdrawn', 'late')"),
        )
        batch_op.drop_index(batch_op.f("ix_bid_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_bid_mine_id_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_bid_mine_id_lot_id"))

    op.drop_table("bid")
    with op.batch_alter_table("auction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_auction_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_auction_mine_id_lot_id"))

    op.drop_table("auction")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_mine_id_training_id"))
        batch_op.drop_index(batch_op.f("ix_attendance_mine_id_person_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("approval_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approval_seat_mine_id_step_id"))
        batch_op.drop_index(batch_op.f("ix_approval_seat_mine_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_approval_seat_mine_id_instead_of_id"))

    op.drop_table("approval_seat")
    with op.batch_alter_table("approval_delegation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approval_delegation_mine_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_approval_delegation_mine_id_delegate_id"))

    op.drop_table("approval_delegation")
    with op.batch_alter_table("acknowledgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acknowledgement_mine_id_paper_id"))
        batch_op.drop_index(batch_op.f("ix_acknowledgement_mine_id_by_id"))

    op.drop_table("acknowledgement")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_mine_id_person_id"))

    op.drop_table("account")
    with op.batch_alter_table("violation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_violation_mine_id_supplier_id"))

    op.drop_table("violation")
    with op.batch_alter_table("tender_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tender_objection_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_tender_objection_mine_id_supplier_id"))

    op.drop_table("tender_objection")
    with op.batch_alter_table("tender_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tender_notice_mine_id_tender_id"))

    op.drop_table("tender_notice")
    with op.batch_alter_table("tender_complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tender_complaint_mine_id_tender_id"))

    op.drop_table("tender_complaint")
    with op.batch_alter_table("supplier_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplier_rating_mine_id_supplier_id"))

    op.drop_table("supplier_rating")
    with op.batch_alter_table("supplier_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplier_mark_mine_id_supplier_id"))

    op.drop_table("supplier_mark")
    with op.batch_alter_table("stocktake", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stocktake_mine_id_place_id"))

    op.drop_table("stocktake")
    with op.batch_alter_table("prequalification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prequalification_mine_id_tender_id"))

    op.drop_table("prequalification")
    with op.batch_alter_table("plan_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_line_mine_id_plan_id"))
        batch_op.drop_index(batch_op.f("ix_plan_line_mine_id_place_id"))

    op.drop_table("plan_line")
    with op.batch_alter_table("plan_approval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_approval_mine_id_plan_id"))

    op.drop_table("plan_approval")
    with op.batch_alter_table("place_interval", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_interval_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_place_interval_mine_id_interval_id"))

    op.drop_table("place_interval")
    with op.batch_alter_table("phase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phase_mine_id_campaign_id"))

    op.drop_table("phase")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_mine_id_team_id"))

    op.drop_table("person")
    with op.batch_alter_table("permit_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_permit_line_mine_id_permit_id"))

    op.drop_table("permit_line")
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lot_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_lot_mine_id_previous_id"))

    op.drop_table("lot")
    with op.batch_alter_table("list_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_list_check_mine_id_supplier_id"))

    op.drop_table("list_check")
    with op.batch_alter_table("ledger_leaf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_leaf_mine_id_entry_id"))

    op.drop_table("ledger_leaf")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_mine_id_supplier_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("gate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gate_mine_id_place_id"))

    op.drop_table("gate")
    with op.batch_alter_table("explosive_store", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_explosive_store_mine_id_place_id"))

    op.drop_table("explosive_store")
    with op.batch_alter_table("document_taker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_taker_mine_id_tender_id"))
        batch_op.drop_index(batch_op.f("ix_document_taker_mine_id_supplier_id"))

    op.drop_table("document_taker")
    with op.batch_alter_table("controlled_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_controlled_part_product_id"))

    op.drop_table("controlled_part")
    with op.batch_alter_table("check_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_round_mine_id_campaign_id"))

    op.drop_table("check_round")
    with op.batch_alter_table("check_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_point_mine_id_campaign_id"))

    op.drop_table("check_point")
    with op.batch_alter_table("campaign_submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_submission_mine_id_campaign_id"))

    op.drop_table("campaign_submission")
    with op.batch_alter_table("calibration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calibration_mine_id_instrument_id"))

    op.drop_table("calibration")
    with op.batch_alter_table("award_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_report_mine_id_tender_id"))

    op.drop_table("award_report")
    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorisation_mine_id_supplier_id"))

    op.drop_table("authorisation")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_mine_id_place_id"))
        batch_op.drop_index(batch_op.f("ix_audit_mine_id_checklist_id"))
        batch_op.drop_index(batch_op.f("ix_audit_mine_id_campaign_id"))

    op.drop_table("audit")
    with op.batch_alter_table("approval_route_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approval_route_step_mine_id_route_id"))

    op.drop_table("approval_route_step")
    with op.batch_alter_table("accounting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounting_mine_id_campaign_id"))

    op.drop_table("accounting")
    op.drop_table("year_budget")
    op.drop_table("training")
    with op.batch_alter_table("tender", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tender_mine_id_previous_id"))

    op.drop_table("tender")
    op.drop_table("team")
    with op.batch_alter_table("supplier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supplier_mine_id_firm_id"))

    op.drop_table("supplier")
    op.drop_table("shift_window")
    op.drop_table("sampling_risk")
    op.drop_table("quarter_report")
    op.drop_table("purchase_permit")
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_class_id"))

    op.drop_table("product")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_mine_id_copied_from_id"))

    op.drop_table("plan")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_mine_id_parent_id"))

    op.drop_table("place")
    op.drop_table("number_series")
    op.drop_table("method_limit")
    with op.batch_alter_table("mark_renewal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mark_renewal_mine_id_mark_number"))

    op.drop_table("mark_renewal")
    op.drop_table("ledger_node")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_entry_mine_id_tx"))
        batch_op.drop_index(batch_op.f("ix_ledger_entry_mine_id_subject_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_entry_mine_id_action"))

    op.drop_table("ledger_entry")
    op.drop_table("ledger_checkpoint")
    op.drop_table("instrument")
    op.drop_table("checklist")
    op.drop_table("check_template")
    op.drop_table("check_interval")
    op.drop_table("campaign")
    op.drop_table("calendar_day")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_mine_id_subject_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("approval_step", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_approval_step_one_live",
            sqlite_where=sa.text("voided_at is null"),
            postgresql_where=sa.text("voided_at is null"),
        )
        batch_op.drop_index("ix_approval_step_subject")

    op.drop_table("approval_step")
    op.drop_table("approval_route")
    with op.batch_alter_table("stop_use_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stop_use_notice_mark_number"))

    op.drop_table("stop_use_notice")
    op.drop_table("safety_mark")
    with op.batch_alter_table("product_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_paper_number"))

    op.drop_table("product_paper")
    op.drop_table("mine")
    op.drop_table("device_class")
    op.drop_table("banned_item")
