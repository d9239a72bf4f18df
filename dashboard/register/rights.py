"""Who may write what. The chief writes everything; a team leader about initiatives, and events of the own teams.

An event without a team and the re-basing of a control chart stand on every reader's charts: they are the chief's.
The steering group reads.
"""

from dashboard.access import Role, Viewer
from dashboard.errors import MayNotWrite, MayNotWriteOfTeam
from dashboard.register.entry import Content, Event, Kind, kind_of


def may_write(viewer: Viewer, kind: Kind) -> bool:
    """Whether this reader writes entries of the kind at all."""
    if viewer.role is Role.TEAM_LEADER:
        return kind is not Kind.REBASING
    return viewer.role is Role.CHIEF


def check_rights(viewer: Viewer, content: Content) -> None:
    """Raises MayNotWrite or MayNotWriteOfTeam. For a correction also asked about what is corrected."""
    if not may_write(viewer, kind_of(content)):
        raise MayNotWrite()
    if viewer.role is Role.TEAM_LEADER and isinstance(content, Event) and content.team_id not in viewer.team_ids:
        raise MayNotWriteOfTeam()
