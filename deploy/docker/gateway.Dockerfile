# syntax=docker/dockerfile:1
# The gateway: HTTP, event streams, printing. docker build -f deploy/docker/gateway.Dockerfile -t mediagents-gateway .
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
# WeasyPrint prints reports; the fonts are those of the languages reports are written in.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends weasyprint fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
# The root is read-only: whatever wants a cache finds /tmp.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:8080 \
    LOG_JSON=true \
    MEDIAGENTS_DATA_DIR=/var/lib/mediagents \
    HOME=/tmp \
    XDG_CACHE_HOME=/tmp/.cache
RUN install -d -o 1000 -g 1000 -m 0700 /var/lib/mediagents
VOLUME /var/lib/mediagents
WORKDIR /app
USER 1000:1000
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 \
    CMD ["/app/mediagents", "health", "http://127.0.0.1:8080/health/readiness"]
ENTRYPOINT ["/app/mediagents"]
CMD ["serve"]
