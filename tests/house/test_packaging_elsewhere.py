"""What the image and the composed service promise whoever runs them: little to write to, nobody privileged, no secrets."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STEPS = [step for step in re.sub(r"\\\n\s*", " ", DOCKERFILE).splitlines() if step and not step.startswith("#")]
LAST_STAGE = STEPS[max(n for n, step in enumerate(STEPS) if step.startswith("FROM")) :]
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
COMPOSED = yaml.safe_load(TEXT)
SERVICES = COMPOSED["services"]
GUIDE = (ROOT / "docs/how-to/run-it-elsewhere.md").read_text(encoding="utf-8")


def steps(instruction: str, of: list[str]) -> list[str]:
    return [step.removeprefix(instruction).strip() for step in of if step.split()[0] == instruction]


def seconds(time: str) -> int:
    return int(time.removesuffix("s"))


def test_the_image_the_lock_and_the_project_agree_on_the_oldest_python():
    floor = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    locked = re.search(r"--python-version (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    images = {image.split()[0] for image in steps("FROM", STEPS)}

    assert locked
    assert images == {f"python:{locked[1]}-slim"}
    assert floor == f">={locked[1]}"


def test_everything_in_the_image_is_locked_by_hash_and_compiled():
    installs = [part for step in steps("RUN", STEPS) for part in step.split("&&") if "pip install" in part]

    assert len(installs) == 3
    assert [one for one in installs if "--require-hashes" not in one and "--no-deps dist/" not in one] == []
    assert any("UV_COMPILE_BYTECODE=1" in step for step in steps("ENV", STEPS))
    assert any("compileall" in step for step in steps("RUN", LAST_STAGE))


def test_the_image_runs_as_somebody_with_a_number_and_no_rights():
    assert steps("USER", STEPS) == ["10001:10001"]
    assert any("useradd --uid 10001 --gid 10001" in step for step in steps("RUN", LAST_STAGE))


def test_the_image_starts_the_service_and_ends_it_with_a_signal_it_heeds():
    assert json.loads(steps("ENTRYPOINT", LAST_STAGE)[0]) == ["nwd"]
    assert json.loads(steps("CMD", LAST_STAGE)[0]) == ["serve", "--host", "0.0.0.0", "--port", "8000"]
    assert steps("STOPSIGNAL", LAST_STAGE) == ["SIGTERM"]


def test_the_image_looks_after_its_own_health_with_what_is_in_it():
    check = steps("HEALTHCHECK", LAST_STAGE)[0]
    program, _, code = json.loads(check[check.index("[") :])

    assert program == "python"
    assert "/health/live" in code
    compile(code, "HEALTHCHECK", "exec")


def test_no_secret_is_in_the_image():
    assert [
        step for step in steps("ENV", STEPS) + steps("ARG", STEPS) if re.search("SECRET|PASS|TOKEN|URL", step)
    ] == []


def test_only_what_is_copied_is_sent_to_be_built():
    sent = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}
    copied = {name for step in steps("COPY", STEPS) if "--from" not in step for name in step.split()[:-1]}

    assert next(line for line in IGNORED if not line.startswith("#")) == "*"
    assert copied == sent
    assert [name for name in sent if not (ROOT / name).exists()] == []
    assert {"**/__pycache__", "**/*.py[cod]"} <= set(IGNORED)


@pytest.mark.parametrize("name", SERVICES)
def test_no_part_can_write_to_its_root_or_gain_rights(name):
    part = SERVICES[name]

    assert part["read_only"] is True
    assert part["cap_drop"] == ["ALL"]
    assert "cap_add" not in part
    assert "privileged" not in part
    assert part["security_opt"] == ["no-new-privileges:true"]
    assert part["init"] is True
    assert "/tmp" in part["tmpfs"]


def test_what_must_be_set_is_asked_for_and_nothing_secret_is_written_down():
    secret = [
        value
        for part in SERVICES.values()
        for name, value in part["environment"].items()
        if re.search("SECRET|PASSWORD|DATABASE_URL", name)
    ]

    assert len(secret) == 5
    assert [value for value in secret if not re.search(r"\$\{\w+:\?[^}]+\}", value)] == []


def test_the_database_is_migrated_before_the_service_starts_and_once():
    assert SERVICES["migrate"]["command"] == ["migrate"]
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["image"] == SERVICES["app"]["image"]
    assert SERVICES["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert SERVICES["app"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_database_keeps_its_data_on_a_volume_and_says_when_it_is_ready():
    database = SERVICES["database"]

    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert "database" in COMPOSED["volumes"]
    assert database["healthcheck"]["test"][:3] == ["CMD", "pg_isready", "--host=127.0.0.1"]


def test_the_parts_that_stay_come_back_after_a_restart_and_are_given_time_to_end():
    assert {name for name, part in SERVICES.items() if part["restart"] == "unless-stopped"} == {"app", "database"}
    assert min(seconds(SERVICES[name]["stop_grace_period"]) for name in ("app", "database")) >= 30


def test_only_the_service_can_be_reached_and_only_from_this_machine():
    assert [name for name, part in SERVICES.items() if "ports" in part] == ["app"]
    assert [port for port in SERVICES["app"]["ports"] if not port.startswith("127.0.0.1:")] == []
    assert COMPOSED["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["inside"]


def test_the_guide_names_every_variable_that_may_be_set():
    variables = set(re.findall(r"\$\{(\w+):", TEXT))

    assert sorted(name for name in variables if f"`{name}`" not in GUIDE) == []
