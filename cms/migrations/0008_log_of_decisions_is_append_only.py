"""The database itself refuses to change or remove rows of the log of decisions."""

from django.db import migrations

REFUSAL = "The log of decisions is only ever added to."

SQLITE = {
    "audit_no_update": "BEFORE UPDATE ON cms_auditentry",
    "audit_no_delete": "BEFORE DELETE ON cms_auditentry",
    # REPLACE removes the old row without asking the trigger of deletions.
    "audit_no_replace": (
        "BEFORE INSERT ON cms_auditentry"
        " WHEN EXISTS (SELECT 1 FROM cms_auditentry WHERE sequence = NEW.sequence)"
    ),
    "audit_head_forward": (
        "BEFORE UPDATE ON cms_audithead"
        " WHEN NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1"
    ),
    "audit_head_stays": "BEFORE DELETE ON cms_audithead",
    "audit_head_once": (
        "BEFORE INSERT ON cms_audithead WHEN EXISTS (SELECT 1 FROM cms_audithead)"
    ),
}

POSTGRESQL = {
    "audit_entry_guard": (
        "BEFORE UPDATE OR DELETE ON cms_auditentry FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    ),
    "audit_entry_keep": (
        "BEFORE TRUNCATE ON cms_auditentry FOR EACH STATEMENT EXECUTE FUNCTION audit_keep()"
    ),
    "audit_head_guard": (
        "BEFORE UPDATE OR DELETE ON cms_audithead FOR EACH ROW"
        " EXECUTE FUNCTION audit_only_forward()"
    ),
    "audit_head_keep": (
        "BEFORE TRUNCATE ON cms_audithead FOR EACH STATEMENT EXECUTE FUNCTION audit_keep()"
    ),
}

FUNCTIONS = {
    "audit_refuse": f"""
        BEGIN
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END
    """,
    # Emptying an empty log is no loss: a database is emptied so before it is filled anew.
    "audit_keep": f"""
        BEGIN
            IF EXISTS (SELECT 1 FROM cms_auditentry) THEN
                RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END
    """,
    "audit_only_forward": f"""
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF NEW.id = OLD.id AND NEW.sequence = OLD.sequence + 1 THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END
    """,
}


def make_triggers(apps, schema_editor):
    """Put the triggers in place."""
    if schema_editor.connection.vendor == "sqlite":
        for name, when in SQLITE.items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    for name, body in FUNCTIONS.items():
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        )
    for name, when in POSTGRESQL.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when}")


def drop_triggers(apps, schema_editor):
    """Take them away."""
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for name, when in POSTGRESQL.items():
        table = when.split(" ON ")[1].split()[0]
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
    for name in FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("cms", "0007_log_of_decisions")]

    operations = [migrations.RunPython(make_triggers, drop_triggers)]
