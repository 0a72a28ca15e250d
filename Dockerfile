# OmniRoute on Open Liberty. Build the WAR first, then the image:
#
#   ./mvnw package
#   docker build -t omniroute .
#   docker run -d -p 20128:20128 -v omniroute-data:/app/data --env-file .env omniroute
#
# The base is the official image with all features, so nothing is downloaded while this one is built. Its Java is IBM
# Semeru Runtime Open Edition 25 (OpenJDK with OpenJ9); the user is 1001, group 0. Pin it to a release or a digest for production.
FROM icr.io/appcafe/open-liberty:full-java25-openj9-ubi-minimal

# The only step as root: a data directory that the user of the server owns.
USER root
RUN mkdir -p /app/data && chown 1001:0 /app/data && chmod 770 /app/data
USER 1001

COPY --chown=1001:0 liberty/server.xml liberty/jvm.options /config/
COPY --chown=1001:0 target/omniroute.war /config/apps/
# The check before the start needs these classes and nothing else.
COPY --chown=1001:0 target/classes/io/omniroute/boot/launch /opt/omniroute/io/omniroute/boot/launch
COPY --chown=1001:0 target/classes/io/omniroute/boot/config /opt/omniroute/io/omniroute/boot/config

# On all addresses of the container, so API keys are required unless REQUIRE_API_KEY says otherwise. Under both names,
# because some runtimes put the container's own name into HOSTNAME, and that is no address.
ENV DATA_DIR=/app/data \
    HOSTNAME=0.0.0.0 \
    OMNIROUTE_SERVER_HOST=0.0.0.0 \
    PORT=20128
VOLUME /app/data
EXPOSE 20128

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD curl -fsS "http://127.0.0.1:${PORT}/health/live" || exit 1

# A wrong setting ends the container with one sentence instead of a server that runs and cannot work.
ENTRYPOINT ["/bin/sh", "-c", "OMNIROUTE_SERVER_HOST=$(java -cp /opt/omniroute io.omniroute.boot.launch.Preflight) || exit 1; export OMNIROUTE_SERVER_HOST; exec /opt/ol/helpers/runtime/docker-server.sh /opt/ol/wlp/bin/server run defaultServer"]
