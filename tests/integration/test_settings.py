"""Where the service may listen."""

import pytest

from api.settings import BadPort, NotLoopback, Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_may_be_listened_on(host):
    assert Settings(host=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "", "example.org", "localhost.example.org", "127.1"])
def test_anywhere_else_is_refused_with_the_reason(host):
    with pytest.raises(NotLoopback, match="nobody has to sign in yet"):
        Settings(host=host)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(BadPort):
        Settings(port=port)


def test_the_address_can_be_typed_into_a_browser():
    assert Settings(port=8123).url() == "http://127.0.0.1:8123"
    assert Settings(host="::1").url(9000) == "http://[::1]:9000"
    assert Settings(host="localhost").address == "127.0.0.1"
