"""Triggers that refuse to change or delete a row, in both databases. Used by migrations: what stands here is never changed."""

from alembic import op

_POSTGRESQL_FUNCTION = """
create function register_refuses() returns trigger language plpgsql as $$
begin
    raise exception 'the register is only ever added to' using errcode = 'integrity_constraint_violation';
end $$
"""
_NEXT_NUMBER = "(select coalesce(max(number), 0) + 1 from entries)"
_POSTGRESQL_ORDER = f"""
create function register_keeps_order() returns trigger language plpgsql as $$
begin
    if new.number <> {_NEXT_NUMBER} then
        raise exception 'entries are numbered without gaps' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
"""


def add_functions() -> None:
    """Once per database, before the first trigger."""
    if _is_postgresql():
        op.execute(_POSTGRESQL_FUNCTION)
        op.execute(_POSTGRESQL_ORDER)


def make_append_only(table: str) -> None:
    """Refuse update and delete (and in PostgreSQL truncate)."""
    for action in ("update", "delete"):
        if _is_postgresql():
            op.execute(
                f"create trigger {table}_no_{action} before {action} on {table} "
                "for each row execute function register_refuses()"
            )
        else:
            op.execute(
                f"create trigger {table}_no_{action} before {action} on {table} "
                "begin select raise(abort, 'the register is only ever added to'); end"
            )
    if _is_postgresql():
        op.execute(
            f"create trigger {table}_no_truncate before truncate on {table} "
            "for each statement execute function register_refuses()"
        )


def number_without_gaps() -> None:
    """Refuse an entry that is not the next: nothing is put in between, and SQLite's ``insert or replace`` replaces nothing."""
    if _is_postgresql():
        op.execute(
            "create trigger entries_in_order before insert on entries for each row execute function register_keeps_order()"
        )
    else:
        op.execute(
            f"create trigger entries_in_order before insert on entries when new.number <> {_NEXT_NUMBER} "
            "begin select raise(abort, 'entries are numbered without gaps'); end"
        )


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
