"""The bespoke brief: what could be built around one young person when nothing fits well (issue 7, part 2).

The only part of `options` that may use a solver.
"""

from matcher.options.bespoke.brief import bespoke_brief, bespoke_brief_in

__all__ = ["bespoke_brief", "bespoke_brief_in"]
