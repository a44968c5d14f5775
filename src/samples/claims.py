"""Finds claims, and proposes evidence. Needs nothing but Python.

python3 claims.py URL find WORDS…
CLAIMGRAPH_KEY=cg_… python3 claims.py URL propose CLAIM SUPPORTS|REBUTS|CONTEXT SOURCE_URL NOTE
"""

import json
import os
import sys
import urllib.error
import urllib.request

FIND = """
query Claims($words: String!) {
  search(query: $words, kinds: [STATEMENT], first: 3) {
    nodes { ... on Statement { id text verdict strength { value } evidence(first: 10) { nodes { stance note } } } }
  }
}
"""

PROPOSE = """
mutation Propose($claim: ID!, $stance: Stance!, $url: String!, $note: String!) {
  propose(input: {
    change: { addEvidence: { targetId: $claim, stance: $stance, source: { url: $url }, note: $note } }
    tool: "claims.py"
  }) {
    proposal { id state }
    userErrors { message }
  }
}
"""


def ask(server, document, **variables):
    """The data of a document; what is wrong ends the program."""
    request = urllib.request.Request(
        server + "/graphql",
        json.dumps({"query": document, "variables": variables}).encode(),
        {"Content-Type": "application/json"},
    )
    if key := os.environ.get("CLAIMGRAPH_KEY"):
        request.add_header("Authorization", "Bearer " + key)
    try:
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as refused:  # its body says why
        answer = json.load(refused)
    if errors := answer.get("errors"):
        sys.exit("\n".join(error["message"] for error in errors))
    return answer["data"]


def find(url, *words):
    for claim in ask(url, FIND, words=" ".join(words))["search"]["nodes"]:
        print(f"{claim['verdict'] or 'no verdict'}, strength {claim['strength']['value']:.2f}: {claim['text']} [{claim['id']}]")
        for evidence in claim["evidence"]["nodes"]:
            print(f"  {evidence['stance']}: {evidence['note']}")


def propose(url, claim, stance, source, note):
    result = ask(url, PROPOSE, claim=claim, stance=stance, url=source, note=note)["propose"]
    if result["userErrors"]:
        sys.exit("\n".join(error["message"] for error in result["userErrors"]))
    print(f"proposal {result['proposal']['id']} is {result['proposal']['state']}")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip())
    {"find": find, "propose": propose}[sys.argv[2]](sys.argv[1], *sys.argv[3:])
