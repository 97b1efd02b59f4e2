"""Who may do what, declared: every route, role and permission has its line here, or a test of the house fails."""

from api.permissions import Permission
from matcher.domain.codes import Role

P, R = Permission, Role
ANYBODY, KEPT = None, None

ROUTES: dict[str, Permission | None] = {
    "GET /docs": ANYBODY,
    "GET /problems": ANYBODY,
    "GET /health/live": ANYBODY,
    "GET /health/ready": ANYBODY,
    "GET /version": ANYBODY,
    "GET /metrics": P.READ_METRICS,
    "GET /v1/rules": P.READ_RULES,
    "GET /v1/policy": P.READ_RULES,
    "POST /v1/match": P.MATCH,
    "POST /v1/placement-requests/{id}/options": P.RANK_OPTIONS,
    "GET /v1/placement-requests/{id}/options/{place_id}": P.READ_OPTIONS,
    "GET /v1/placement-requests/{id}/effects": P.RANK_OPTIONS,
    "GET /v1/placement-requests/{id}/brief": P.RANK_OPTIONS,
    "GET /v1/unmet-needs": P.READ_UNMET_NEEDS,
    "GET /v1/placement-requests/{id}/options/{place_id}/impact-draft": P.READ_OPTIONS,
    "GET /v1/placement-requests/{id}/sensitivity": P.RANK_OPTIONS,
    "GET /v1/placement-requests/{id}/compare": P.READ_OPTIONS,
    "POST /v1/assignments": P.PLAN_EVERYONE,
    "GET /v1/assignments": P.READ_PLANS,
    "GET /v1/assignments/{id}": P.READ_PLANS,
    "DELETE /v1/assignments/{id}": P.PLAN_EVERYONE,
    "POST /v1/scenarios": P.ASK_WHAT_IF,
    "GET /v1/scenarios/{id}": P.ASK_WHAT_IF,
    "DELETE /v1/scenarios/{id}": P.ASK_WHAT_IF,
    "POST /v1/places/{id}/vacancy-confirmation": P.CONFIRM_VACANCY,
    "GET /v1/settings/{id}/capacity": P.READ_PROVISION,
    "GET /v1/settings/{id}/forecast": P.READ_PROVISION,
    "GET /v1/forecasts/accuracy": P.READ_PROVISION,
    "GET /v1/capacity": P.READ_PROVISION,
    "GET /v1/exports/capacity.csv": P.READ_PROVISION,
    "GET /v1/exports/capacity.fhir": P.READ_PROVISION,
    "POST /v1/imports": P.IMPORT_LISTS,
    "GET /v1/exports/{list}": P.EXPORT_LISTS,
    "GET /v1/reference": P.READ_RULES,
    "GET /v1/reference/{name}": P.READ_RULES,
}

PAGES: dict[str, Permission | None] = {
    "GET /": ANYBODY,
    "GET /sign-in": ANYBODY,
    "POST /sign-in": ANYBODY,
    "GET /sign-in/link/{secret}": ANYBODY,
    "POST /sign-in/link": ANYBODY,
    "POST /sign-out": ANYBODY,
    "GET /help": ANYBODY,
    "GET /accessibility": ANYBODY,
    "GET /hubs": P.READ_PROVISION,
    "GET /hubs/{id}/today": P.READ_PEOPLE,
    "GET /hubs/{id}/occupancy": P.READ_PROVISION,
    "GET /hubs/{id}/ahead": P.READ_PEOPLE,
    "GET /hubs/{id}/forecast": P.READ_PROVISION,
    "GET /vacancies": P.READ_PROVISION,
    "GET /rules": P.READ_RULES,
    "GET /rules/{slug}": P.READ_RULES,
    "GET /work": P.READ_PEOPLE,
    "GET /requests/new": P.WRITE_PEOPLE,
    "POST /requests/new": P.WRITE_PEOPLE,
    "GET /requests/{id}": P.READ_PEOPLE,
    "GET /requests/{id}/steps/{step}": P.WRITE_PEOPLE,
    "POST /requests/{id}/steps/{step}": P.WRITE_PEOPLE,
    "GET /requests/{id}/options": P.READ_OPTIONS,
    "POST /requests/{id}/options": P.RANK_OPTIONS,
    "GET /requests/{id}/options/compare": P.READ_OPTIONS,
    "GET /requests/{id}/options/{place_id}": P.READ_OPTIONS,
    "GET /requests/{id}/options/{place_id}/impact": P.READ_OPTIONS,
    "GET /requests/{id}/why-not": P.READ_OPTIONS,
    "POST /requests/{id}/why-not": P.READ_OPTIONS,
    "GET /requests/{id}/effects": P.RANK_OPTIONS,
    "GET /requests/{id}/brief": P.RANK_OPTIONS,
    "GET /unmet-needs": P.READ_UNMET_NEEDS,
    "GET /requests/{id}/sensitivity": P.RANK_OPTIONS,
    "GET /requests/{id}/referral": P.READ_OPTIONS,
    "GET /plans": P.READ_PLANS,
    "POST /plans": P.PLAN_EVERYONE,
    "GET /plans/{id}": P.READ_PLANS,
    "POST /plans/{id}/stop": P.PLAN_EVERYONE,
    "GET /what-if": P.ASK_WHAT_IF,
    "POST /what-if": P.ASK_WHAT_IF,
    "GET /what-if/{id}": P.ASK_WHAT_IF,
    "POST /what-if/{id}/stop": P.ASK_WHAT_IF,
}
"""The pages that people open and the forms that they send; by session, not by token."""

RECORDS: dict[str, tuple[Permission, Permission, Permission | None]] = {
    "authorities": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "young-people": (P.READ_PEOPLE, P.WRITE_PEOPLE, KEPT),
    "settings": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "places": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "placements": (P.READ_PEOPLE, P.WRITE_PEOPLE, KEPT),
    "placement-requests": (P.READ_PEOPLE, P.WRITE_PEOPLE, KEPT),
    "workers": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "shifts": (P.READ_PROVISION, P.WRITE_PROVISION, P.WRITE_PROVISION),
    "commitments": (P.READ_PEOPLE, P.WRITE_PEOPLE, P.WRITE_PEOPLE),
    "relationships": (P.READ_PEOPLE, P.WRITE_PEOPLE, P.WRITE_PEOPLE),
    "separations": (P.READ_PEOPLE, P.WRITE_PEOPLE, P.WRITE_PEOPLE),
    "impact-risk-assessments": (P.READ_PEOPLE, P.WRITE_APPROVALS, KEPT),
    "authorisations": (P.READ_PEOPLE, P.WRITE_APPROVALS, KEPT),
    "travel-times": (P.READ_PROVISION, P.WRITE_PROVISION, P.WRITE_PROVISION),
    "on-call": (P.READ_PROVISION, P.WRITE_PROVISION, P.WRITE_PROVISION),
}
"""Who may read, who may write, and who may delete; `KEPT` has no such route."""

OFFICERS = {R.PLACEMENT_OFFICER, R.EMERGENCY_DUTY_WORKER, R.SERVICE_MANAGER, R.MACHINE_CALLER}
MANAGERS = {
    R.HUB_MANAGER,
    R.REGISTERED_MANAGER,
    R.MANAGER_ON_CALL,
    R.FOSTERING_MANAGER,
    R.LEAVING_CARE_MANAGER,
    R.SERVICE_MANAGER,
}
LOADERS = {R.ADMINISTRATOR, R.MACHINE_CALLER}
DECIDERS = {R.FOSTERING_DECISION_MAKER, R.HEALTH_LEAD, R.NOMINATED_OFFICER, R.DCS}
SHOWN_PEOPLE = OFFICERS | MANAGERS | DECIDERS | {R.IRO}
INSIDE = SHOWN_PEOPLE | LOADERS | {R.SOCIAL_WORKER, R.KEY_WORKER, R.BUDGET_HOLDER, R.AUDITOR}

WHO: dict[Permission, set[Role]] = {
    P.READ_RULES: INSIDE,
    P.MATCH: OFFICERS,
    P.READ_PEOPLE: SHOWN_PEOPLE | LOADERS,
    P.WRITE_PEOPLE: OFFICERS | LOADERS,
    P.READ_PROVISION: SHOWN_PEOPLE | LOADERS | {R.BUDGET_HOLDER},
    P.WRITE_PROVISION: MANAGERS | LOADERS,
    P.READ_ALLEGATIONS: LOADERS
    | {R.FOSTERING_MANAGER, R.FOSTERING_DECISION_MAKER, R.NOMINATED_OFFICER, R.DCS, R.SERVICE_MANAGER},
    P.READ_PROTECTIVE_REASONS: MANAGERS | (DECIDERS - {R.HEALTH_LEAD}),
    P.CONFIRM_VACANCY: OFFICERS | MANAGERS | LOADERS,
    P.WRITE_APPROVALS: MANAGERS | DECIDERS | LOADERS | {R.BUDGET_HOLDER},
    P.RANK_OPTIONS: OFFICERS | {R.MANAGER_ON_CALL},
    P.READ_OPTIONS: SHOWN_PEOPLE,
    P.PLAN_EVERYONE: OFFICERS - {R.EMERGENCY_DUTY_WORKER},
    P.READ_PLANS: OFFICERS | MANAGERS,
    P.ASK_WHAT_IF: (OFFICERS - {R.EMERGENCY_DUTY_WORKER}) | MANAGERS,
    P.READ_UNMET_NEEDS: MANAGERS | {R.NOMINATED_OFFICER, R.DCS, R.MACHINE_CALLER},
    P.IMPORT_LISTS: LOADERS | {R.SERVICE_MANAGER},
    P.EXPORT_LISTS: {R.SERVICE_MANAGER, R.DCS, R.ADMINISTRATOR},
    P.READ_METRICS: LOADERS,
}
"""The roles that have each permission."""


def expected() -> dict[str, Permission | None]:
    """The declared permission of every route."""
    found = dict(ROUTES)
    for path, (read, write, delete) in RECORDS.items():
        one = f"/v1/{path}/{{id}}"
        found |= {f"GET /v1/{path}": read, f"GET {one}": read, f"POST /v1/{path}": write}
        found |= {f"PUT {one}": write, f"PATCH {one}": write}
        if delete:
            found[f"DELETE {one}"] = delete
    return found


EXPECTED = expected()
