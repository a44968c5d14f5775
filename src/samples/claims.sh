#!/bin/sh
# Finds claims and prints the answer as JSON: sh claims.sh http://127.0.0.1:5080 WORDS
# A query can be sent by GET; curl escapes its parts. Mutations go by POST, with a key:
#   curl "$url/graphql" -H 'Content-Type: application/json' -H "Authorization: Bearer $key" -d '{"query": "mutation { … }"}'
set -eu
url=$1
words=$(printf '%s' "$2" | sed 's/\\/\\\\/g; s/"/\\"/g') # as a JSON string

curl --silent --show-error --get "$url/graphql" \
  --data-urlencode 'query=query Claims($words: String!) {
    search(query: $words, kinds: [STATEMENT], first: 3) {
      nodes { ... on Statement { text verdict strength { value } evidenceCounts { supports rebuts } } }
    }
  }' \
  --data-urlencode "variables={\"words\": \"$words\"}"
