"""The figures that rules and parts read, by name. Units and sources are in `policy.toml`."""

from matcher.domain.values import value


@value
class Figures:
    """Every figure in force on one day."""

    service_min_age: int
    service_max_age: int
    min_useful_nights_planned: int
    min_useful_nights_emergency: int
    capacity_horizon_days: int
    age_horizon_days: int
    usual_fostering_limit: int
    terms_emergency_working_days: int
    temporary_approval_weeks: int
    temporary_extension_weeks: int
    holiday_exemption_nights: int
    carer_settle_nights: int
    emergency_bed_max_nights: int
    near_home_full_miles: float
    near_home_zero_miles: float
    far_enough_miles: float
    out_of_area_note_miles: float
    road_factor: float
    car_fixed: float
    car_minutes_per_mile: float
    bus_fixed: float
    bus_minutes_per_mile: float
    minutes_rounded_to: int
    school_good_minutes: int
    school_max_minutes_secondary: int
    school_max_minutes_primary: int
    ks4_school_days: int
    family_time_zero_minutes: int
    friends_reach_minutes: int
    key_worker_travel_minutes: int
    exclusion_radius_km: float
    exclusion_buffer_km: float
    peer_age_gap_years: int
    risk_lookback_months: int
    ira_valid_days: int
    emergency_ira_hours: int
    staffing_check_days: int
    emergency_staffing_nights: int
    agency_share_max: float
    key_worker_max: float
    key_worker_gap_days: int
    supported_max_age: int
    vacancy_fresh_hours_planned: int
    vacancy_fresh_hours_emergency: int
    tie_band: float
    good_fit_points: float
    ways_out_nights: int
    own_bedroom_from_age: int
    share_other_sex_until_age: int
    short_break_max_nights: int
    short_break_year_nights: int
    placement_plan_working_days: int
    notify_working_days: int
    first_visit_days: int
    visit_weeks: int
    visit_weeks_temporary: int
    treatment_max_minutes: int
    risk_child_min_age_sexual_harm: int
    risk_child_min_age_violence: int
    fire_child_min_age: int
    self_harm_lookback_days: int
    fire_lookback_months: int
    plan_floor: int
    few_candidates: int
    bank_hour_points: float
    specialist_hour_points: float
    coresident_check_days: int
    parents_assessment_days: int
    parents_decision_days: int
    check_grace_days: int
    missing_far_minutes: int
    missing_near_minutes: int
    location_assessment_days: int
    intro_days: int
    return_nights: int
    hold_hours_planned: int
    hold_hours_emergency: int
    funding_weekly: int
    readiness_min_self_contained: int
    readiness_min_shared: int
    work_zero_minutes: int
    staying_put_counts: int
    pace_return_hour: int
    replay_keep_days: int
    idempotency_keep_hours: int
    min_history_stays: int
    looked_after_hours: int
    emergency_check_hours: int
    legal_end_warning_hours: int
    care_plan_working_days: int
    emergency_views_working_days: int
    review_first_working_days: int
    review_second_months: int
    review_then_months: int
    review_notice_working_days: int
    visit_months_long_term: int
    health_assessment_working_days: int
    education_plan_working_days: int
    communication_screen_working_days: int
    absence_plan_days: int
    return_interview_hours: int
    follow_on_first_week: int
    follow_on_second_week: int
    follow_on_third_week: int
    follow_on_fourth_week: int


@value
class Weights:
    """Points of each score part; they sum to 100."""

    key_worker_continuity: float
    view_on_option: float
    known_carer: float
    resident_mix_score: float
    school_continuity: float
    worker_skill_fit: float
    family_time_travel: float
    culture_religion_language: float
    placement_hierarchy: float
    near_home: float
    friends_and_community: float
    least_moves: float


@value
class Adjustments:
    """Points added after the parts."""

    siblings_together: float
    location_missing_risk: float
    therapy_or_ehcp_provision: float
    staff_gender_need: float
    expected_length_fits: float
    specialist_capacity: float
    health_care_access: float
    pace_of_move: float
    smoke_free_home: float
    household_make_up: float
    dietary_and_faith_practice: float
    animals: float
