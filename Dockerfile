# The service as an image that needs no writable root, no root user and, once built, no network.

FROM python:3.11-slim AS build

ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_SYSTEM_CERTS=1
WORKDIR /src

# What changes least comes first: a change of code does not install every library again.
COPY requirements-build.lock requirements.lock ./
RUN python -m venv /tools \
    && /tools/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock \
    && python -m venv --without-pip /opt/nwd \
    && /tools/bin/uv pip install --python /opt/nwd/bin/python --require-hashes -r requirements.lock

COPY LICENSE README.md pyproject.toml ./
COPY matcher matcher
COPY fixtures fixtures
COPY api api
RUN /tools/bin/hatchling build --target wheel \
    && /tools/bin/uv pip install --python /opt/nwd/bin/python --no-deps dist/*.whl


FROM python:3.11-slim

LABEL org.opencontainers.image.title="No Wrong Door" \
      org.opencontainers.image.description="Ranks every place a child in care could live, and says why, or why not." \
      org.opencontainers.image.licenses="MIT"

# This image leaves Python's own library uncompiled; nobody could write the bytecode later.
RUN python -m compileall -q "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" \
    && groupadd --gid 10001 nwd \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin nwd \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data

COPY --from=build /opt/nwd /opt/nwd

ENV PATH=/opt/nwd/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 NWD_WORKERS=2
USER 10001:10001
WORKDIR /data
EXPOSE 8000
STOPSIGNAL SIGTERM

# Not through a proxy that the environment may name, as urllib would.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-ISc", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 8000, timeout=4); c.request('GET', '/health/live'); raise SystemExit(c.getresponse().status != 200)"]

ENTRYPOINT ["nwd"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
