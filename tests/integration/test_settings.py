"""What whoever starts the service may choose, and what is refused."""

import pytest
from pydantic import SecretStr

from api.settings import (
    DEMONSTRATION_SECRET,
    BadPort,
    BadSetting,
    NotLoopback,
    Settings,
    WeakSecret,
    settings_of_environment,
)

SECRET = SecretStr("not-the-demonstration-secret-0123456789")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_may_be_listened_on(host):
    assert Settings(host=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "", "example.org", "localhost.example.org", "127.1"])
def test_anywhere_else_is_refused_with_the_reason(host):
    with pytest.raises(NotLoopback, match="the secret is one everybody knows"):
        Settings(host=host)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(BadPort):
        Settings(port=port)


def test_the_address_can_be_typed_into_a_browser():
    assert Settings(port=8123).url() == "http://127.0.0.1:8123"
    assert Settings(host="::1").url(9000) == "http://[::1]:9000"
    assert Settings(host="localhost").address == "127.0.0.1"


def test_with_a_secret_of_ones_own_other_machines_may_call():
    assert Settings(host="0.0.0.0", secret=SECRET).host == "0.0.0.0"
    with pytest.raises(NotLoopback):
        Settings(host="0.0.0.0", secret=SecretStr(DEMONSTRATION_SECRET))


def test_a_secret_that_could_be_guessed_is_refused():
    with pytest.raises(WeakSecret, match="fewer than 32"):
        Settings(secret=SecretStr("x" * 31))


def test_the_environment_chooses_and_an_option_goes_before_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///mine.sqlite3")
    monkeypatch.setenv("NWD_PORT", "8123")
    monkeypatch.setenv("NWD_SECRET", SECRET.get_secret_value())
    settings = settings_of_environment(port=9000, host=None)
    assert (settings.database_url, settings.port, settings.host) == ("sqlite:///mine.sqlite3", 9000, "127.0.0.1")
    assert settings.secret == SECRET


@pytest.mark.parametrize(
    ("name", "said"),
    [("NWD_PORT", "many"), ("NWD_WORKERS", "0"), ("NWD_LOG_LEVEL", "loud"), ("NWD_MAX_BODY_BYTES", "-1")],
)
def test_a_setting_that_cannot_be_read_is_named_and_not_repeated(monkeypatch, name, said):
    monkeypatch.setenv(name, said)
    with pytest.raises(BadSetting, match=f"^{name}: ") as refused:
        settings_of_environment()
    assert said not in str(refused.value).split()


def test_neither_the_secret_nor_the_databases_password_is_shown():
    settings = Settings(secret=SECRET, database_url="postgresql://nwd:hush@db/nwd")
    assert settings.shown_database == "postgresql://nwd:***@db/nwd"
    assert SECRET.get_secret_value() not in repr(settings) + str(settings)
