.DEFAULT_GOAL := help
SHELL := /bin/sh
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

HALF ?= dev

.PHONY: help setup run build cluster test chart clients crash failover bench eval eval-routing eval-bills eval-council clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: ## Install the system packages, where that is allowed
	@sh scripts/setup.sh

run: setup ## Run the server on http://127.0.0.1:8080
	@echo "building; the server says where it listens"
	@dotnet run --project src/Cli -c Release -- serve

build: setup ## Build artifacts/mediagents
	@dotnet publish src/Cli -c Release -o artifacts --nologo -v quiet
	@echo "built: artifacts/mediagents"

cluster: setup ## Run two silos and a gateway with a PostgreSQL and a Redis of their own (PORT=8080)
	@EnableCluster=true dotnet publish src/Cli -c Release -o artifacts/cluster --nologo -v quiet
	@exec sh scripts/cluster.sh

test: setup ## Run every test; closes with N passed, N failed
	@sh scripts/test.sh

chart: ## Check the Helm chart, deploy.sh and the workflows; needs no Helm
	@sh deploy/helm/checks/check.sh

crash: setup ## Kill the server 200 times under load on each store (KILLS=20 for fewer)
	@MEDIAGENTS_KILLS=$(or $(KILLS),200) dotnet test test/Server.Tests -c Release --nologo --filter FullyQualifiedName~Crashes --logger "console;verbosity=detailed"

clients: build ## Run the official OpenAI and MCP clients of npm against this server
	@sh scripts/clients.sh

failover: setup ## Kill silos 20 times in the middle of runs, and what else a cluster survives (KILLS=5 for fewer)
	@EnableCluster=true MEDIAGENTS_KILLS=$(or $(KILLS),20) dotnet test test/Cluster.Tests -c Release --nologo --filter FullyQualifiedName~Failover --logger "console;verbosity=detailed"

bench: build ## Measure beside baselines of the same run (SCENARIO=chat for one)
	@dotnet run --project bench -c Release -- $(SCENARIO)

eval-routing: build ## Evaluate routing on evals/routing/dev.csv (DATA=FILE for your own)
	@artifacts/mediagents eval routing --data $(or $(DATA),evals/routing/dev.csv)

eval-bills: build ## Audit made bills of four languages, as text and as scans (HALF=held SEED=1 BILLS=12 MEDIA=text, DATA=FOLDER for your own)
	@artifacts/mediagents eval bills $(if $(DATA),--data $(DATA),--half $(HALF) $(if $(SEED),--seed $(SEED)) $(if $(BILLS),--bills $(BILLS)) $(if $(MEDIA),--media $(MEDIA)))

eval-council: build ## Compare a council with one agent alone, with the models of the environment (HALF=held, DATA=FOLDER for your own)
	@artifacts/mediagents eval council --data $(or $(DATA),evals/council/$(HALF))

eval: build ## Evaluate routing, red flags, knowledge, matching and councils on the dev half (HALF=held for the reported one)
	@worst=0; \
	artifacts/mediagents eval routing --data evals/routing/$(HALF).csv || worst=$$?; \
	artifacts/mediagents eval redflags --data evals/redflags/$(HALF).csv || worst=$$?; \
	artifacts/mediagents eval knowledge --queries evals/retrieval/$(HALF)/queries.jsonl \
	    --qrels evals/retrieval/$(HALF)/qrels.tsv --refusal evals/refusal/$(HALF).jsonl || worst=$$?; \
	artifacts/mediagents eval matching --half $(HALF) || worst=$$?; \
	artifacts/mediagents eval council --data evals/council/$(HALF) || worst=$$?; \
	exit $$worst

clean: ## Remove what was built
	@rm -rf artifacts && find . -type d \( -name bin -o -name obj \) -not -path '*/node_modules/*' -prune -exec rm -rf {} +
