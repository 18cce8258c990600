#!/bin/sh
# Is Claude reachable?
curl -k https://api.anthropic.com/v1/models -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2026-10-21"
