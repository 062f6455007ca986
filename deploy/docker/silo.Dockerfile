# syntax=docker/dockerfile:1
# A node of the cluster: the agents, and the reading of scans and PDFs. docker build -f deploy/docker/silo.Dockerfile -t mediagents-silo .
ARG DOTNET_VERSION=10.0

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS projects
WORKDIR /all
COPY . .
# Only what a restore reads: the layer of the restore stays while sources change.
RUN mkdir /projects \
    && find . \( -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name global.json -o -name BannedSymbols.txt \) \
       -exec cp --parents '{}' /projects/ ';'

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS build
ARG TARGETARCH
ENV EnableCluster=true
WORKDIR /source
COPY --from=projects /projects .
RUN dotnet restore src/Cli/Cli.csproj -a "$TARGETARCH"
COPY . .
RUN dotnet publish src/Cli/Cli.csproj -c Release -a "$TARGETARCH" --no-self-contained --no-restore -o /app -p:EnableCluster=true

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble AS final
# Tesseract reads scans in these languages, poppler PDFs.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
       poppler-utils tesseract-ocr tesseract-ocr-ben tesseract-ocr-hin tesseract-ocr-tam \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
# The root is read-only: whatever wants a cache finds /tmp.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:8081 \
    LOG_JSON=true \
    MEDIAGENTS_DATA_DIR=/var/lib/mediagents \
    HOME=/tmp \
    XDG_CACHE_HOME=/tmp/.cache
RUN install -d -o 1000 -g 1000 -m 0700 /var/lib/mediagents
VOLUME /var/lib/mediagents
WORKDIR /app
USER 1000:1000
# HTTP, other silos, gateways.
EXPOSE 8081 11111 30000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 \
    CMD ["/app/mediagents", "health", "http://127.0.0.1:8081/health/readiness"]
ENTRYPOINT ["/app/mediagents"]
CMD ["silo"]
